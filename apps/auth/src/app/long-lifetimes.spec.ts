import { configSchema } from '../config.js';
import { longLifetimesIn } from './long-lifetimes.js';

const secret = 'a secret of specs that is long enough for all of them';
const environment = {
  CAREGATE_PROFILE: 'dev',
  PUBLIC_URL: 'http://127.0.0.1:8080',
  DATABASE_URL: 'postgresql://caregate_auth@127.0.0.1:5432/caregate',
  KEY_ENCRYPTION_SECRET: secret,
  COOKIE_SECRET: secret,
  CLIENT_SECRET_PEPPER: secret,
  AUDIT_ANCHOR_KEY: secret,
  AUDIT_ANCHOR_FILE: 'anchors',
  OIDC_PROVIDERS: JSON.stringify([
    { name: 'sandbox', title: 'Sandbox', issuer: 'http://127.0.0.1:8099', clientId: 'a', clientSecret: secret },
  ]),
  RESOURCES: JSON.stringify([{ url: 'http://127.0.0.1:7777/mcp', title: 'Health record' }]),
};
const lifetimesOf = (more: Record<string, string> = {}) => configSchema.parse({ ...environment, ...more }).lifetimes;

describe('lifetimes longer than is advised (feature T15)', () => {
  it('are none of those that nobody has changed', () => {
    expect(longLifetimesIn(lifetimesOf())).toEqual([]);
  });

  it.each([
    ['ACCESS_TOKEN_SECONDS', '2592000', 900],
    ['REFRESH_TOKEN_SECONDS', '31536000', 1_209_600],
    ['AUTHORIZATION_CODE_SECONDS', '600', 60],
    ['REGISTERED_CLIENT_SECONDS', '0', 7_776_000],
  ])('are possible, as in the older gateway, and named: %s=%s', (variable, seconds, advisedSecondsMax) => {
    expect(longLifetimesIn(lifetimesOf({ [variable]: seconds }))).toEqual([
      { variable, seconds: Number(seconds), advisedSecondsMax },
    ]);
  });
});
