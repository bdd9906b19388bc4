import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { withAdminTools } from './admin-tools.js';

describe('rotating the signing key by command', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    const lifetimes = { ACCESS_TOKEN_SECONDS: '60', CLIENT_TOKEN_SECONDS: '60', UPSTREAM_TOKEN_SECONDS: '900' };
    auth = await givenAuth({ environment: lifetimes });
  });
  afterAll(() => auth.close());

  it('leaves the key that signed until the longest token has expired, also where that is the one for a cookie', async () => {
    await auth.ask(`update auth.signing_key set created_at = created_at - interval '6 minutes'`);
    await withAdminTools(auth.config, ({ rotation }) => rotation.rotate());
    const [retiring] = await auth.ask<{ seconds: string }>(
      `select extract(epoch from retires_at - now()) as seconds from auth.signing_key where state = 'retiring'`,
    );
    expect(Number(retiring?.seconds)).toBeGreaterThan(900);
  });
});
