import { decodeProtectedHeader } from 'jose';
import { withAdminTools } from '../admin/admin-tools.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import type { ClientCredentials } from '../admin/credentials-file.js';
import { postJson } from '../testing/oauth-client.fixture.js';
import { givenSeededClients, machineToken } from '../testing/seeded-client.fixture.js';
import { until } from '../testing/until.fixture.js';

describe('rotating the signing key', () => {
  let auth: GivenAuth;
  let client: ClientCredentials | undefined;
  beforeAll(async () => {
    auth = await givenAuth();
    client = (await givenSeededClients(auth)).get('nurse-station');
  });
  afterAll(() => auth.close());

  const rotate = (emergency = false) => withAdminTools(auth.config, ({ rotation }) => rotation.rotate({ emergency }));
  const kidOf = (token: string) => decodeProtectedHeader(token).kid;
  const token = () => machineToken(auth, client);
  const published = async () => {
    const { keys } = (await (await fetch(`${auth.url}/oauth/jwks`)).json()) as { keys: { kid: string }[] };
    return keys.map(({ kid }) => kid);
  };
  const isValid = async (given: string, url = auth.url) => {
    const answer = await postJson(`${url}/token/validate`, { token: given });
    return ((await answer.json()) as { valid: boolean }).valid;
  };
  const stateOf = async (kid: string | undefined) =>
    (await auth.ask<{ state: string }>('select state from auth.signing_key where kid = $1', [kid]))[0]?.state;

  it('waits until every verifier can know the next key', async () => {
    await expect(rotate()).rejects.toThrow('request.conflict');
  });

  it('lets the next key sign at once in every process, and goes on believing the one before (feature T02)', async () => {
    const other = await auth.another();
    await auth.ask(`update auth.signing_key set created_at = created_at - interval '6 minutes'`);
    const before = await token();
    const kid = await rotate();
    expect(kid).not.toBe(kidOf(before));
    await until(async () => kidOf(await token()) === kid);
    expect(await published()).toEqual(expect.arrayContaining([kidOf(before), kid]));
    expect(await published()).toHaveLength(3);
    const after = await token();
    for (const url of [auth.url, other.url])
      await until(async () => (await isValid(before, url)) && (await isValid(after, url)));
    expect(await stateOf(kidOf(before))).toBe('retiring');
    expect((await auth.trail('signing-key.rotated')).at(-1)).toMatchObject({ entity: { type: 'SigningKey', id: kid } });
  });

  it('believes no token of the old key any more in an emergency', async () => {
    const before = await token();
    const kid = await rotate(true);
    await until(async () => !(await isValid(before)));
    await until(async () => kidOf(await token()) === kid);
    expect(await published()).not.toContain(kidOf(before));
    expect(await stateOf(kidOf(before))).toBe('retired');
  });

  it('forgets the private half of a key whose last token has expired', async () => {
    const [old] = await auth.ask<{ kid: string }>(`select kid from auth.signing_key where state = 'retiring' limit 1`);
    await auth.ask(`update auth.signing_key set retires_at = now() - interval '1 second' where kid = $1`, [old?.kid]);
    await withAdminTools(auth.config, ({ rotation }) => rotation.sweep());
    const rows = await auth.ask(
      'select state, length(private_key_sealed) as bytes from auth.signing_key where kid = $1',
      [old?.kid],
    );
    expect(rows).toEqual([{ state: 'retired', bytes: 0 }]);
    await until(async () => !(await published()).includes(old?.kid ?? ''));
  });

  it('keeps no private key readable in the database', async () => {
    const rows = await auth.ask<{ key: Buffer }>(
      `select private_key_sealed as key from auth.signing_key where state = 'active'`,
    );
    expect(rows[0]?.key.toString('latin1')).not.toContain('PRIVATE');
    expect(rows[0]?.key.subarray(0, 1)).toEqual(Buffer.of(1));
  });
});
