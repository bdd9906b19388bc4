import { decodeJwt } from 'jose';
import { givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { Browser, hiddenFieldsOf } from '../../testing/browser.fixture.js';
import {
  allow,
  authorizationRequest,
  postForm,
  refresh,
  register,
  type TestClient,
  type Tokens,
} from '../../testing/oauth-client.fixture.js';

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

interface Waiting {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  readonly interval: number;
}

describe('the device flow (RFC 8628, feature T17)', () => {
  let auth: GivenAuth;
  let client: TestClient;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { DEVICE_FLOW: 'on' } });
    client = await register(auth.url, { redirect_uris: [], grant_types: [grantType, 'refresh_token'] });
  });
  afterAll(() => auth.close());

  const begin = async (fields: Record<string, string> = {}) => {
    const sent = { client_id: client.client_id, scope: 'read:patients offline_access', ...fields };
    return (await (await postForm(`${auth.url}/oauth/device/auth`, sent)).json()) as Waiting;
  };
  const poll = async ({ device_code }: Waiting) => {
    const sent = { grant_type: grantType, client_id: client.client_id, device_code };
    const response = await postForm(`${auth.url}/oauth/token`, sent);
    return { status: response.status, body: (await response.json()) as Tokens & { error?: string } };
  };
  /** Whoever may try ten codes of their own. */
  const signedInAs = async (who: typeof auth.idp.person) => {
    const { person } = auth.idp;
    auth.idp.person = who;
    const browser = await auth.signedIn();
    auth.idp.person = person;
    return browser;
  };
  const typed = async (browser: Browser, code: string) =>
    browser.submit(await browser.open(`${auth.url}/device`), { user_code: code });

  it('is announced in the metadata', async () => {
    const metadata = await (await fetch(`${auth.url}/oauth/.well-known/oauth-authorization-server`)).json();
    expect(metadata).toMatchObject({
      device_authorization_endpoint: `${auth.url}/oauth/device/auth`,
      grant_types_supported: expect.arrayContaining([grantType]),
    });
  });

  it('signs a command line in: a person types its code and allows it', async () => {
    const waiting = await begin();
    expect(waiting).toMatchObject({
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${auth.url}/device`,
      interval: 5,
    });
    expect(await poll(waiting)).toMatchObject({ status: 400, body: { error: 'authorization_pending' } });
    const browser = await auth.signedIn();
    const page = await typed(browser, waiting.user_code.toLowerCase().replace('-', ' '));
    expect(page.html).toContain('Assistant of specs');
    expect(page.html).toContain(waiting.user_code);
    expect((await browser.submit(page, { decision: 'allow' })).html).toContain('Access allowed');
    const { status, body } = await poll(waiting);
    expect([status, body.scope]).toEqual([200, 'read:patients offline_access']);
    expect(decodeJwt(body.access_token)).toMatchObject({ client_id: client.client_id, subject_kind: 'user' });
    expect((await refresh(auth.url, client, body.refresh_token)).status).toBe(200);
    expect((await poll(waiting)).body.error).toBe('invalid_grant');
    expect((await auth.trail('device.approved')).at(-1)).toMatchObject({ entity: { id: client.client_id } });
  });

  it('signs a command line in that wants nothing but the sign-in', async () => {
    const waiting = await begin({ scope: 'openid profile' });
    const browser = await signedInAs({ sub: 'signer', name: 'A Signer', role: 'doctor' });
    const page = await typed(browser, waiting.user_code);
    expect(page.html).toContain('Know your name');
    await browser.submit(page, { decision: 'allow' });
    const { status, body } = await poll(waiting);
    expect([status, body.scope]).toEqual([200, 'openid profile']);
  });

  it('signs in who has allowed another application before in the same browser', async () => {
    const browser = await signedInAs({ sub: 'allower', name: 'An Allower', role: 'doctor' });
    await allow(browser, authorizationRequest(auth.url, await register(auth.url)));
    const waiting = await begin();
    await browser.submit(await typed(browser, waiting.user_code), { decision: 'allow' });
    expect(await poll(waiting)).toMatchObject({ status: 200, body: { scope: 'read:patients offline_access' } });
  });

  it('tells a device that asks too often to slow down, until it is answered (RFC 8628 §3.5)', async () => {
    const waiting = await begin();
    expect((await poll(waiting)).body.error).toBe('authorization_pending');
    const hasty = await poll(waiting);
    expect([hasty.status, hasty.body.error]).toEqual([400, 'slow_down']);
    expect((await auth.trail('token.refused')).at(-1)).toMatchObject({ decision: 'slow_down' });
    const browser = await auth.signedIn();
    await browser.submit(await typed(browser, waiting.user_code), { decision: 'allow' });
    expect((await poll(waiting)).status).toBe(200);
  });

  it('takes one answer of eight that are given at once, makes one grant at most, and tells nobody else that theirs counts', async () => {
    const grants = async () => (await auth.ask(`select from auth.oidc_artifact where model = 'Grant'`)).length;
    for (const round of [1, 2, 3]) {
      const browser = await signedInAs({ sub: `decider-${round}`, name: 'A Decider', role: 'doctor' });
      const waiting = await begin();
      const page = await typed(browser, waiting.user_code);
      const before = await grants();
      const decisions = ['deny', 'allow', 'deny', 'allow', 'deny', 'allow', 'deny', 'allow'];
      const pages = await Promise.all(decisions.map((decision) => browser.submit(page, { decision })));
      const told = pages.filter(({ status }) => status !== 404).map(({ html }) => html.includes('Access allowed'));
      expect(told).toHaveLength(1);
      const { body } = await poll(waiting);
      expect(body.error).toBe(told[0] === true ? undefined : 'access_denied');
      expect((await grants()) - before).toBe(told[0] === true ? 1 : 0);
    }
  });

  it('lets nobody else answer who has the page of another person', async () => {
    const waiting = await begin();
    const page = await typed(await auth.signedIn(), waiting.user_code);
    const other = await auth.signedIn();
    const answer = await other.post(`${auth.url}/device`, { ...hiddenFieldsOf(page.html), decision: 'allow' });
    expect(answer.status).toBe(403);
    expect((await poll(waiting)).body.error).toBe('authorization_pending');
  });

  it('takes no answer from the page of another site, without its token, or from nobody', async () => {
    const waiting = await begin();
    const browser = await auth.signedIn();
    const page = await typed(browser, waiting.user_code);
    const fields = { ...hiddenFieldsOf(page.html), decision: 'allow' };
    const url = `${auth.url}/device`;
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await browser.post(url, fields, foreign)).status).toBe(403);
    expect((await browser.post(url, { user_code: waiting.user_code, decision: 'allow' })).status).toBe(403);
    expect((await new Browser().post(url, fields)).status).toBe(401);
    expect((await poll(waiting)).body.error).toBe('authorization_pending');
  });

  it('is not for an application that did not register for it (RFC 6749 §5.2)', async () => {
    const { client_id } = await register(auth.url);
    const refused = await postForm(`${auth.url}/oauth/device/auth`, { client_id });
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'unauthorized_client' }]);
  });

  it('tells a device that was not allowed', async () => {
    const waiting = await begin();
    const browser = await auth.signedIn();
    await browser.submit(await typed(browser, waiting.user_code), { decision: 'deny' });
    expect((await poll(waiting)).body.error).toBe('access_denied');
    expect((await typed(browser, waiting.user_code)).status).toBe(404);
  });

  it('sends who is not signed in to sign in first, and back with the code', async () => {
    const { verification_uri_complete: complete, user_code: code } = await begin();
    const page = await new Browser().open(complete);
    expect([page.status, page.url.pathname]).toEqual([200, '/device']);
    expect(page.html).toContain(`value="${code}"`);
  });

  it('lets a person try ten codes of all processes, then no more, not even the right one (RFC 8628 §5.1)', async () => {
    const guesser = { sub: 'guesser', name: 'A Guesser', role: 'doctor' };
    const [first, second] = [await signedInAs(guesser), await signedInAs(guesser)];
    const other = await auth.another();
    const form = hiddenFieldsOf((await second.open(`${auth.url}/device`)).html);
    // As a load balancer passes on what a page of the common address sends.
    const elsewhere = (user_code: string) =>
      second.post(`${other.url}/device`, { ...form, user_code }, { origin: auth.url });
    const tries: number[] = [];
    for (let times = 0; times < 10; times += 1) {
      const code = `BBBB-BBB${'CDFGHJKLMN'.charAt(times)}`;
      tries.push((await (times % 2 === 0 ? typed(first, code) : elsewhere(code))).status);
    }
    expect(new Set(tries)).toEqual(new Set([404]));
    const { user_code: right } = await begin();
    for (const refused of [await typed(first, right), await elsewhere(right)]) {
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    }
    const decisions = (await auth.trail('device.refused')).slice(-12).map(({ decision }) => decision);
    expect(decisions).toEqual([...Array<string>(10).fill('unknown code'), 'too many tries', 'too many tries']);
  });
});

describe('the device flow switched off', () => {
  it('has neither page nor endpoint', async () => {
    const auth = await givenAuth();
    expect((await fetch(`${auth.url}/device`)).status).toBe(404);
    expect((await postForm(`${auth.url}/oauth/device/auth`, { client_id: 'x' })).status).toBe(404);
    const metadata = await (await fetch(`${auth.url}/oauth/.well-known/oauth-authorization-server`)).json();
    expect(metadata).not.toHaveProperty('device_authorization_endpoint');
    await auth.close();
  });
});
