import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as oauth from 'openid-client';
import { freePorts } from '../stack/ports/ports.js';
import { Browser } from '../tour/browser.js';
import { startIdentityProvider, type RunningIdentityProvider } from './identity-provider.js';
import { ensurePeople, type Person } from './people.js';

const redirectUri = 'http://127.0.0.1:53682/auth/sandbox/callback';

describe('the sandbox identity provider', () => {
  let folder: string;
  let people: readonly Person[];
  let server: RunningIdentityProvider;
  let config: oauth.Configuration;
  const verifier = oauth.randomPKCECodeVerifier();

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'caregate-idp-'));
    people = ensurePeople(path.join(folder, 'people.json'));
    const { identityProvider: port } = await freePorts();
    const relyingParty = { clientId: 'caregate', clientSecret: 'a-secret-of-the-spec-only-0123456789', redirectUri };
    server = await startIdentityProvider({ port, people, relyingParty });
    config = await oauth.discovery(
      new URL(`http://127.0.0.1:${port}`),
      relyingParty.clientId,
      undefined,
      oauth.ClientSecretBasic(relyingParty.clientSecret),
      { execute: [oauth.allowInsecureRequests] },
    );
  });

  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (parameters: Record<string, string> = {}) =>
    oauth.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      state: 'state-1',
      nonce: 'nonce-1',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...parameters,
    });

  it('signs a known person in, with name, role and verified e-mail', async () => {
    const browser = new Browser();
    const page = await browser.open(await ask());
    const nurse = people.find(({ role }) => role === 'nurse');
    const back = await browser.submit(page, { login: 'nurse', password: nurse?.password ?? '' }, redirectUri);
    const tokens = await oauth.authorizationCodeGrant(config, back.url, {
      pkceCodeVerifier: verifier,
      expectedState: 'state-1',
      expectedNonce: 'nonce-1',
    });
    expect(tokens.claims()).toMatchObject({ sub: 'nurse', role: 'nurse', email_verified: true, amr: ['pwd'] });
  });

  it.each([
    ['a wrong password', { login: 'doctor', password: 'wrong' }],
    ['somebody unknown', { login: 'nobody', password: '' }],
    ['an empty form', {}],
  ])('turns away %s', async (_case, fields) => {
    const browser = new Browser();
    const page = await browser.submit(await browser.open(await ask()), fields, redirectUri);
    expect(page.status).toBe(401);
    expect(page.html).toContain('wrong');
  });

  it('demands PKCE', async () => {
    const url = await ask();
    url.searchParams.delete('code_challenge');
    const back = await new Browser().open(url, redirectUri);
    expect(back.url.searchParams.get('error')).toBe('invalid_request');
  });

  it('keeps the passwords in a file that only its owner can read', () => {
    expect(statSync(path.join(folder, 'people.json')).mode & 0o777).toBe(0o600);
    expect(new Set(people.map(({ password }) => password)).size).toBe(people.length);
  });
});
