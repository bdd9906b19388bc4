import { decodeJwt } from 'jose';
import { asRole } from '../testing/admin.fixture.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { postJson, tokensFor } from '../testing/oauth-client.fixture.js';
import { until } from '../testing/until.fixture.js';

describe('a token of the second of a revocation', () => {
  const at = new Date('2026-11-21T10:00:00.400Z');
  let auth: GivenAuth;
  let now = at;
  beforeAll(async () => {
    auth = await givenAuth({ clock: () => now });
  });
  afterAll(() => auth.close());

  const isGood = async (token: string) =>
    ((await (await postJson(`${auth.url}/token/validate`, { token })).json()) as { valid: boolean }).valid;

  it('is refused if it was issued before, holds and is dated a second later if it was issued after', async () => {
    now = new Date();
    const admin = await asRole(auth, 'admin');
    now = new Date(now.getTime() + 2000);
    const browser = await auth.signedIn();
    const before = (await tokensFor(auth.url, browser)).tokens.access_token;
    const { sub: value = '', iat } = decodeJwt(before);
    const revoke = () =>
      admin('/access/revocations', { method: 'POST', body: { kind: 'subject', value, reason: 'lost laptop' } });
    expect((await revoke()).status).toBe(204);
    await until(async () => !(await isGood(before)));
    const after = (await tokensFor(auth.url, await auth.signedIn())).tokens.access_token;
    const dated = decodeJwt(after);
    expect(dated.iat).toBeGreaterThan(Number(iat));
    expect(Number(dated.exp) - Number(dated.iat)).toBe(600);
    expect(await isGood(after)).toBe(true);
    expect((await revoke()).status).toBe(204);
    await until(async () => !(await isGood(after)));
  });
});
