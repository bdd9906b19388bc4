import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { loadConfig } from '@caregate/kit-config';
import { configSchema } from './config.js';

const provider = { name: 'sso', title: 'Hospital', issuer: 'https://idp.example', clientId: 'caregate' };
const environment = {
  CAREGATE_PROFILE: 'production',
  PUBLIC_URL: 'https://care.example/',
  DATABASE_URL: 'postgres://caregate_auth:kV9wq2Rz7LmX4pTb@db/caregate',
  KEY_ENCRYPTION_SECRET: secret(),
  COOKIE_SECRET: secret(),
  CLIENT_SECRET_PEPPER: secret(),
  AUDIT_ANCHOR_KEY: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  AUDIT_ANCHOR_FILE: '/var/lib/caregate/anchors',
  OIDC_PROVIDERS: JSON.stringify([provider]),
  RESOURCES: JSON.stringify([{ url: 'https://ehr.example/mcp', title: 'Record' }]),
};

function secret(): string {
  return randomBytes(32).toString('base64');
}

const google = { GOOGLE_CLIENT_ID: 'x', GOOGLE_CLIENT_SECRET: secret(), GOOGLE_ALLOWED_DOMAINS: 'hosp.example' };

const load = (changes: Record<string, string | undefined> = {}) =>
  loadConfig(configSchema, { ...environment, ...changes });

describe('the configuration', () => {
  it('has safe lifetimes when nobody says otherwise', () => {
    expect(load().lifetimes).toEqual({
      loginStateSeconds: 300,
      sessionIdleSeconds: 900,
      sessionAbsoluteSeconds: 43_200,
      interactionSeconds: 600,
      codeSeconds: 60,
      accessTokenSeconds: 600,
      clientTokenSeconds: 3600,
      upstreamTokenSeconds: 300,
      refreshTokenSeconds: 1_209_600,
      refreshTokenAbsoluteSeconds: 7_776_000,
      refreshGraceSeconds: 15,
      registeredClientSeconds: 7_776_000,
    });
  });

  it.each([
    ['AUTHORIZATION_CODE_SECONDS', '601'],
    ['ACCESS_TOKEN_SECONDS', '2592001'],
    ['REFRESH_GRACE_SECONDS', '61'],
    ['SESSION_IDLE_SECONDS', '7201'],
    ['LOGIN_STATE_SECONDS', '901'],
  ])('keeps %s within what is safe (feature T15)', (variable, value) => {
    expect(() => load({ [variable]: value })).toThrow(variable);
  });

  it('makes the app one of its own protected resources, with the scopes of administrators', () => {
    const { issuer, publicUrl, resources } = load();
    expect([issuer, publicUrl]).toEqual(['https://care.example/oauth', 'https://care.example']);
    expect(resources.at(-1)).toEqual({
      url: 'https://care.example',
      title: 'Administration',
      scopes: [
        'read:account',
        'read:audit',
        'write:clients',
        'write:emergency-access',
        'write:emergency-reviews',
        'write:users',
      ],
    });
  });

  it('is content with Google alone, and knows of no provider that is not configured', () => {
    const { providers, social } = load({ OIDC_PROVIDERS: undefined, ...google });
    expect(providers).toEqual([]);
    expect(social).toEqual({
      google: {
        clientId: 'x',
        clientSecret: google.GOOGLE_CLIENT_SECRET,
        url: undefined,
        admitted: ['hosp.example'],
        timeoutSeconds: 5,
      },
    });
  });

  it('admits whoever is in the one directory of Microsoft that it names', () => {
    const tenant = { MICROSOFT_TENANT_ID: 'hosp.example' };
    const { social } = load({ MICROSOFT_CLIENT_ID: 'x', MICROSOFT_CLIENT_SECRET: secret(), ...tenant });
    expect(social.microsoft).toMatchObject({ tenant: 'hosp.example', admitted: ['*'], responseMode: 'query' });
  });

  it('registers nobody unless told to', () => {
    expect(load().oauth.registration.mode).toBe('off');
    expect(() => load({ CLIENT_REGISTRATION: 'token' })).toThrow('CLIENT_REGISTRATION_TOKEN');
  });

  it.each([
    ['a plain address in production', { PUBLIC_URL: 'http://care.example' }, 'PUBLIC_URL'],
    [
      'a plain identity provider in production',
      { OIDC_PROVIDERS: JSON.stringify([{ ...provider, issuer: 'http://idp.example' }]) },
      'PUBLIC_URL',
    ],
    ['no identity provider', { OIDC_PROVIDERS: '[]' }, 'OIDC_PROVIDERS'],
    ['two of one name', { OIDC_PROVIDERS: JSON.stringify([provider, provider]) }, 'OIDC_PROVIDERS'],
    [
      'one that is called like a route',
      { OIDC_PROVIDERS: JSON.stringify([{ ...provider, name: 'logout' }]) },
      'OIDC_PROVIDERS',
    ],
    ['something that is no JSON', { RESOURCES: '[' }, 'RESOURCES'],
    [
      'an unknown scope',
      { RESOURCES: JSON.stringify([{ url: 'https://a.example', title: 'A', scopes: ['x'] }]) },
      'RESOURCES',
    ],
    ['a protected route without audience', { VERIFY_ROUTES: JSON.stringify([{ prefix: '/x' }]) }, 'VERIFY_ROUTES'],
    [
      'a protected route to a service that nobody knows',
      { VERIFY_ROUTES: JSON.stringify([{ prefix: '/x', audience: 'https://elsewhere.example/' }]) },
      'VERIFY_ROUTES',
    ],
    ['a client at Google without its secret', { ...google, GOOGLE_CLIENT_SECRET: undefined }, 'GOOGLE_CLIENT_SECRET'],
    ['a secret of no client', { GITHUB_CLIENT_SECRET: secret() }, 'GITHUB_CLIENT_ID'],
    ['Google for nobody knows whom', { ...google, GOOGLE_ALLOWED_DOMAINS: undefined }, 'GOOGLE_ALLOWED_DOMAINS'],
    [
      'all of Microsoft without saying so',
      { MICROSOFT_CLIENT_ID: 'x', MICROSOFT_CLIENT_SECRET: secret() },
      'MICROSOFT_ALLOWED_TENANTS',
    ],
    ['a plain address of Google in production', { ...google, GOOGLE_URL: 'http://google.example' }, 'PUBLIC_URL'],
    [
      'an identity provider with the name of another',
      { ...google, OIDC_PROVIDERS: JSON.stringify([{ ...provider, name: 'google' }]) },
      'OIDC_PROVIDERS',
    ],
    ['a role that does not exist', { DEFAULT_ROLE: 'superuser' }, 'DEFAULT_ROLE'],
    ['no secret', { COOKIE_SECRET: undefined }, 'COOKIE_SECRET'],
    ['a weak secret', { KEY_ENCRYPTION_SECRET: 'changeme' }, 'KEY_ENCRYPTION_SECRET'],
  ])('refuses %s, and names the variable', (_case, changes, variable) => {
    expect(() => load(changes)).toThrow(variable);
  });
});
