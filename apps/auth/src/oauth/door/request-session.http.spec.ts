import { givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { Browser } from '../../testing/browser.fixture.js';
import { ask, authorizationRequest, redeem, register, type TestClient } from '../../testing/oauth-client.fixture.js';

/** Whoever connects two assistants has two pages of consent open, and answers them in the order that they like. */
describe('two authorization requests in one browser', () => {
  let auth: GivenAuth;
  let client: TestClient;
  let browser: Browser;
  beforeAll(async () => {
    auth = await givenAuth();
    client = await register(auth.url);
    browser = await auth.signedIn();
  });
  afterAll(() => auth.close());

  const open = async (by = browser) => {
    const request = authorizationRequest(auth.url, client);
    return { by, request, page: await ask(by, request) };
  };
  /** Answers the status of the token endpoint for the code that the click led to. */
  const allow = async ({ by, request, page }: Awaited<ReturnType<typeof open>>) => {
    const { url, status } = await by.submit(page, { decision: 'allow' }, { until: request.redirectUri });
    if (!url.href.startsWith(request.redirectUri)) return `no way back, ${status}`;
    return (await redeem(auth.url, client, url, request)).status;
  };

  it('each lead back, the first opened first', async () => {
    const [one, other] = [await open(), await open()];
    expect([await allow(one), await allow(other)]).toEqual([200, 200]);
  });

  it('each lead back, the last opened first', async () => {
    const [one, other] = [await open(), await open()];
    expect([await allow(other), await allow(one)]).toEqual([200, 200]);
  });

  it('each lead back when both are opened and answered at once', async () => {
    const pages = await Promise.all([open(), open(), open()]);
    expect(await Promise.all(pages.map(allow))).toEqual([200, 200, 200]);
  });

  it('leave nothing for the next one', async () => {
    await allow(await open());
    const names = (await browser.jar.getCookies(`${auth.url}/oauth/auth`)).map(({ key }) => key);
    expect(names.filter((name) => name.startsWith('op_'))).toEqual([]);
  });

  it('are none of the business of a browser that was given the address of the page', async () => {
    const { page, request } = await open();
    const other = await auth.signedIn();
    const answer = await other.submit(page, { decision: 'allow' }, { until: request.redirectUri });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const goesOn = (await browser.jar.serialize()).cookies.findLast(({ key }) => key === 'op_resume')?.path ?? '';
    const resumed = await other.visit(`${auth.url}${goesOn}`);
    expect([resumed.status, resumed.headers.get('location')]).toEqual([400, null]);
  });
});
