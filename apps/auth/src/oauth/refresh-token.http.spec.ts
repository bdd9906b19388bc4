import { decodeJwt } from 'jose';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import type { Browser } from '../testing/browser.fixture.js';
import { refresh, register, tokensFor, type TestClient, type Tokens } from '../testing/oauth-client.fixture.js';

async function bodyOf(response: Response): Promise<Tokens> {
  return (await response.json()) as Tokens;
}

async function revocationsOf(auth: GivenAuth, accessToken: string) {
  const { gid } = decodeJwt(accessToken);
  return auth.ask('select kind, reason from access.revocation where value = $1', [gid]);
}

describe('refreshing', () => {
  let auth: GivenAuth;
  let browser: Browser;
  beforeAll(async () => {
    auth = await givenAuth();
    browser = await auth.signedIn();
  });
  afterAll(() => auth.close());

  /** As if time had passed since the token was used. */
  const usedLongAgo = () =>
    auth.ask(
      `update auth.oidc_artifact set consumed_at = consumed_at - interval '16 seconds' where model = 'RefreshToken'`,
    );

  it('gives a new pair and puts it on the trail', async () => {
    const { client, tokens } = await tokensFor(auth.url, browser);
    const next = await bodyOf(await refresh(auth.url, client, tokens.refresh_token));
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect(decodeJwt(next.access_token)).toMatchObject({ gid: decodeJwt(tokens.access_token)['gid'] });
    expect((await auth.trail('token.refreshed')).at(-1)).toMatchObject({ tokenId: decodeJwt(next.access_token).jti });
  });

  it('in three windows at once logs nobody out (gap G7)', async () => {
    const { client, tokens } = await tokensFor(auth.url, browser);
    const answers = await Promise.all([1, 2, 3].map(() => refresh(auth.url, client, tokens.refresh_token)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const pairs = await Promise.all(answers.map(bodyOf));
    const again = await refresh(auth.url, client, pairs[2]?.refresh_token ?? '');
    expect(again.status).toBe(200);
  });

  it('with a token used before the grace kills its whole family (RFC 9700 §4.14.2)', async () => {
    const { client, tokens } = await tokensFor(auth.url, browser);
    const next = await bodyOf(await refresh(auth.url, client, tokens.refresh_token));
    await usedLongAgo();
    expect((await refresh(auth.url, client, tokens.refresh_token)).status).toBe(400);
    expect((await refresh(auth.url, client, next.refresh_token)).status).toBe(400);
    expect(await revocationsOf(auth, next.access_token)).toEqual([{ kind: 'grant', reason: 'used again' }]);
    const reuse = await auth.trail('token.reuse.detected');
    expect(reuse.at(-1)).toMatchObject({ actor: { kind: 'client', subject: client.client_id } });
  });

  it('refuses the token to another client, and a confidential client without its secret', async () => {
    const { client, tokens } = await tokensFor(auth.url, browser);
    const stranger = await register(auth.url);
    expect((await refresh(auth.url, stranger, tokens.refresh_token)).status).toBe(400);
    const confidential = await register(auth.url, { token_endpoint_auth_method: 'client_secret_post' });
    const own = await tokensFor(auth.url, browser, { client: confidential });
    const without: TestClient = { client_id: confidential.client_id };
    const refused = await refresh(auth.url, without, own.tokens.refresh_token);
    expect([refused.status, await refused.json()]).toMatchObject([401, { error: 'invalid_client' }]);
    expect((await refresh(auth.url, client, tokens.refresh_token)).status).toBe(200);
  });

  it('needs no name of an application without a secret, and of every other one its proof (SMART App Launch)', async () => {
    const askedUnnamed = (token: string) =>
      fetch(`${auth.url}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token }),
      });
    const { tokens } = await tokensFor(auth.url, browser);
    const next = await bodyOf(await askedUnnamed(tokens.refresh_token));
    expect(decodeJwt(next.access_token)).toMatchObject({ gid: decodeJwt(tokens.access_token)['gid'] });
    const confidential = await register(auth.url, { token_endpoint_auth_method: 'client_secret_post' });
    const own = await tokensFor(auth.url, browser, { client: confidential });
    for (const token of [own.tokens.refresh_token, 'nobody-has-it', '']) {
      const refused = await askedUnnamed(token);
      expect([refused.status, await refused.json()]).toMatchObject([401, { error: 'invalid_client' }]);
    }
  });

  it('looks anew at the role of the person (GHSA-895x-rfqp-jh5c)', async () => {
    const { client, tokens } = await tokensFor(auth.url, browser, {
      parameters: { scope: 'read:patients write:vitals' },
    });
    await auth.ask(`update auth.user_account set role = 'typist'`);
    const next = await bodyOf(await refresh(auth.url, client, tokens.refresh_token));
    await auth.ask(`update auth.user_account set role = 'doctor'`);
    expect(decodeJwt(next.access_token)).toMatchObject({ role: 'typist', scope: 'read:patients' });
  });

  it('looks anew at the scopes of the application', async () => {
    const { client, tokens } = await tokensFor(auth.url, browser, {
      parameters: { scope: 'read:patients read:vitals' },
    });
    await auth.ask(`update auth.oauth_client set scopes = '{read:vitals}' where client_id = $1`, [client.client_id]);
    const next = await bodyOf(await refresh(auth.url, client, tokens.refresh_token));
    expect(decodeJwt(next.access_token)).toMatchObject({ scope: 'read:vitals' });
  });

  it('ends with the account', async () => {
    const { client, tokens } = await tokensFor(auth.url, browser);
    await auth.ask('update auth.user_account set active = false');
    const refused = await refresh(auth.url, client, tokens.refresh_token);
    await auth.ask('update auth.user_account set active = true');
    expect(refused.status).toBe(400);
  });

  it('ends with the sign-in, unless lasting access was asked for and allowed (OpenID Connect Core §11)', async () => {
    const passing = await tokensFor(auth.url, browser);
    const lasting = await tokensFor(auth.url, browser, { parameters: { scope: 'read:patients offline_access' } });
    expect(decodeJwt(lasting.tokens.access_token)).not.toHaveProperty('sid');
    await browser.visit(`${auth.url}/auth/logout`);
    expect((await refresh(auth.url, passing.client, passing.tokens.refresh_token)).status).toBe(400);
    expect((await refresh(auth.url, lasting.client, lasting.tokens.refresh_token)).status).toBe(200);
    browser = await auth.signedIn();
  });
});

describe('refreshing without a grace', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { REFRESH_GRACE_SECONDS: '0' } });
  });
  afterAll(() => auth.close());

  it('succeeds for exactly one of ten who come at once (Keycloak CVE-2026-1035)', async () => {
    const { client, tokens } = await tokensFor(auth.url, await auth.signedIn());
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => refresh(auth.url, client, tokens.refresh_token)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
