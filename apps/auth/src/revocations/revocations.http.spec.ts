import { decodeJwt } from 'jose';
import { asRole } from '../testing/admin.fixture.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import type { Browser } from '../testing/browser.fixture.js';
import { postJson, refresh, tokensFor, type Tokens } from '../testing/oauth-client.fixture.js';

describe('revocation by an administrator', () => {
  let auth: GivenAuth;
  let admin: Awaited<ReturnType<typeof asRole>>;
  beforeAll(async () => {
    auth = await givenAuth();
    admin = await asRole(auth, 'admin');
  });
  afterAll(() => auth.close());

  const revoke = (body: object) => admin('/access/revocations', { method: 'POST', body });
  const isValid = async (token: string) => {
    const answer = await postJson(`${auth.url}/token/validate`, { token });
    return ((await answer.json()) as { valid: boolean }).valid;
  };
  /** At once, where it was taken back; others know it within a second. */
  const gone = async (token: string) => expect(await isValid(token)).toBe(false);
  const isSignedIn = async (browser: Browser) =>
    (await browser.visit(`${auth.url}/auth/status`)).html.includes('"authenticated":true');
  const claim = ({ access_token: token }: Tokens, name: string) => String(decodeJwt(token)[name]);

  it('takes one token back, and leaves the rest', async () => {
    const { tokens, client } = await tokensFor(auth.url, await auth.signedIn());
    expect((await revoke({ kind: 'token', value: claim(tokens, 'jti'), reason: 'lost' })).status).toBe(204);
    await gone(tokens.access_token);
    expect((await refresh(auth.url, client, tokens.refresh_token)).status).toBe(200);
    expect((await auth.trail('token.revoked')).at(-1)).toMatchObject({
      actor: { role: 'admin' },
      entity: { type: 'token', id: claim(tokens, 'jti') },
      detail: { reason: 'lost' },
    });
  });

  it('takes a grant back with all that came of it', async () => {
    const { tokens, client } = await tokensFor(auth.url, await auth.signedIn());
    await revoke({ kind: 'grant', value: claim(tokens, 'gid'), reason: 'lost' });
    await gone(tokens.access_token);
    expect((await refresh(auth.url, client, tokens.refresh_token)).status).toBe(400);
  });

  it('ends a sign-in from afar', async () => {
    const browser = await auth.signedIn();
    const { tokens } = await tokensFor(auth.url, browser);
    await revoke({ kind: 'session', value: claim(tokens, 'sid'), reason: 'laptop stolen' });
    await gone(tokens.access_token);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('takes everything back that an application has, and the consents for it', async () => {
    const { tokens, client } = await tokensFor(auth.url, await auth.signedIn());
    await revoke({ kind: 'client', value: client.client_id, reason: 'withdrawn from use' });
    await gone(tokens.access_token);
    expect((await refresh(auth.url, client, tokens.refresh_token)).status).toBe(400);
    const open = await auth.ask('select from auth.consent where client_id = $1 and withdrawn_at is null', [
      client.client_id,
    ]);
    expect(open).toEqual([]);
  });

  it('takes everything back that a person has, wherever they are signed in', async () => {
    const [first, second] = [await auth.signedIn(), await auth.signedIn()];
    const { tokens, client } = await tokensFor(auth.url, first, { parameters: { scope: 'read:labs offline_access' } });
    await revoke({ kind: 'subject', value: claim(tokens, 'sub'), reason: 'left the hospital' });
    await gone(tokens.access_token);
    expect((await refresh(auth.url, client, tokens.refresh_token)).status).toBe(400);
    expect([await isSignedIn(first), await isSignedIn(second)]).toEqual([false, false]);
  });

  it.each([
    ['an unknown kind', { kind: 'everything', value: 'x', reason: 'y' }],
    ['no reason', { kind: 'token', value: 'x' }],
  ])('refuses %s', async (_case, body) => {
    expect((await revoke(body)).status).toBe(400);
  });

  it('is not for doctors, nor for strangers', async () => {
    const before = (await auth.ask('select from access.revocation')).length;
    const doctor = await asRole(auth, 'doctor');
    const body = { kind: 'subject', value: 'x', reason: 'y' };
    expect((await doctor('/access/revocations', { method: 'POST', body })).status).toBe(403);
    expect((await postJson(`${auth.url}/access/revocations`, body)).status).toBe(401);
    expect(await auth.ask('select from access.revocation')).toHaveLength(before);
  });
});
