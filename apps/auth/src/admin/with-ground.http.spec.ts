import { freePort } from '@caregate/testing';
import { decodeJwt } from 'jose';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { postJson } from '../testing/oauth-client.fixture.js';
import { givenSeededClients, machineToken } from '../testing/seeded-client.fixture.js';
import { until } from '../testing/until.fixture.js';
import { service } from '../trail/actors.js';
import { withAdminTools } from './admin-tools.js';
import { withOAuthAdmin } from './oauth/with-oauth-admin.js';

describe('a command while Redis is away', () => {
  let auth: GivenAuth;
  let config: GivenAuth['config'];
  beforeAll(async () => {
    auth = await givenAuth();
    config = { ...auth.config, redisUrl: `redis://127.0.0.1:${await freePort()}` };
  });
  afterAll(() => auth.close());

  it('withdraws a token, which servers notice by themselves', async () => {
    const token = await machineToken(auth, (await givenSeededClients(auth)).get('nurse-station'));
    const { jti = '' } = decodeJwt(token);
    await withOAuthAdmin(config, ({ admin }) => admin.revokeToken(jti, 'it leaked', service));
    await until(async () => {
      const answer = await postJson(`${auth.url}/token/validate`, { token });
      return !((await answer.json()) as { valid: boolean }).valid;
    });
  });

  it('withdraws a key', async () => {
    const kid = await withAdminTools(config, ({ rotation }) => rotation.rotate({ emergency: true }));
    expect(await auth.ask('select state from auth.signing_key where kid = $1', [kid])).toEqual([{ state: 'active' }]);
  });
});
