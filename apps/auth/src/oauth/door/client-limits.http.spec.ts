import { givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import {
  allow,
  authorizationRequest,
  postForm,
  redeem,
  register,
  tokensFor,
  refresh,
  type Tokens,
} from '../../testing/oauth-client.fixture.js';

describe('limits of who has proved to be somebody', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { REFRESH_GRACE_SECONDS: '60' } });
  });
  afterAll(() => auth.close());

  it('are told with every token and every answer about one', async () => {
    const { client, tokens } = await tokensFor(auth.url, await auth.signedIn(), {
      client: await register(auth.url, { token_endpoint_auth_method: 'client_secret_post' }),
    });
    const renewed = await refresh(auth.url, client, tokens.refresh_token);
    expect(renewed.headers.get('ratelimit-policy')).toBe('300;w=60');
    const { client_id, client_secret = '' } = client;
    const { access_token: token } = (await renewed.json()) as Tokens;
    const asked = await postForm(`${auth.url}/oauth/token/introspection`, { token, client_id, client_secret });
    // Of all that hold for a request, the one with the least room left is told.
    expect(asked.headers.get('ratelimit-limit')).toBe('600000');
  });

  it('stop one person with one application, and nobody else', async () => {
    const [mine, theirs] = await Promise.all([auth.signedIn(), auth.signedIn()]);
    const { client, tokens } = await tokensFor(auth.url, mine);
    const statuses: number[] = [];
    while (statuses.length < 320 && !statuses.includes(429)) {
      const some = Array.from({ length: 20 }, () => refresh(auth.url, client, tokens.refresh_token));
      statuses.push(...(await Promise.all(some)).map(({ status }) => status));
    }
    expect(statuses).toContain(429);
    const refused = await refresh(auth.url, client, tokens.refresh_token);
    expect([refused.status, await refused.json()]).toMatchObject([429, { error: 'slow_down' }]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await auth.trail('token.refused')).at(-1)).toMatchObject({ decision: 'slow_down' });
    await tokensFor(auth.url, theirs);
  });

  it('leave codes and refresh tokens unused, so that whoever waits as told comes in with the same', async () => {
    const browser = await auth.signedIn();
    const { client, tokens: unused } = await tokensFor(auth.url, browser);
    const { tokens: spent } = await tokensFor(auth.url, browser, { client });
    const request = authorizationRequest(auth.url, client);
    const callback = await allow(browser, request);
    for (let status = 200; status !== 429;) {
      const some = Array.from({ length: 20 }, () => refresh(auth.url, client, spent.refresh_token));
      status = (await Promise.all(some)).at(-1)?.status ?? 0;
    }
    const used = () => auth.ask('select id_hash from auth.oidc_artifact where consumed_at is not null order by 1');
    const before = await used();
    const redeemed = await redeem(auth.url, client, callback, request);
    const refreshed = await refresh(auth.url, client, unused.refresh_token);
    expect([redeemed.status, refreshed.status]).toEqual([429, 429]);
    expect(await used()).toEqual(before);
  });
});
