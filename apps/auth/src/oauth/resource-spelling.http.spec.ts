import { decodeJwt } from 'jose';
import { ehrResource, givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import {
  allow,
  authorizationRequest,
  postForm,
  redeem,
  register,
  type TestClient,
  type Tokens,
} from '../testing/oauth-client.fixture.js';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const slashed = `${ehrResource}/`;
const loud = ehrResource.replace('http://ehr', 'HTTP://EHR');

/** MCP clients write an address as they read it, or as their URL class does, and not always the same way. */
describe('a service that is spelled otherwise than when it was granted (RFC 8707, RFC 3986 §6.2)', () => {
  let auth: GivenAuth;
  let client: TestClient;
  beforeAll(async () => {
    auth = await givenAuth({ environment: { DEVICE_FLOW: 'on' } });
    client = await register(auth.url, { grant_types: ['authorization_code', 'refresh_token', deviceGrant] });
  });
  afterAll(() => auth.close());

  const granted = async (asked: string, named: Record<string, string>) => {
    const browser = await auth.signedIn();
    const request = authorizationRequest(auth.url, client, { resource: asked });
    return redeem(auth.url, client, await allow(browser, request), request, named);
  };
  const audienceOf = async (answer: Response) => {
    expect(answer.status).toBe(200);
    return decodeJwt(((await answer.clone().json()) as Tokens).access_token).aud;
  };
  const refreshed = async (answer: Response, resource: string) => {
    const { refresh_token } = (await answer.json()) as Tokens;
    const fields = { grant_type: 'refresh_token', client_id: client.client_id, refresh_token, resource };
    return postForm(`${auth.url}/oauth/token`, fields);
  };

  it.each([
    [ehrResource, slashed],
    [slashed, ehrResource],
    [loud, slashed],
  ])('is the same for a code and for refreshing: %s, then %s', async (asked, named) => {
    const answer = await granted(asked, { resource: named });
    expect(await audienceOf(answer)).toBe(ehrResource);
    expect(await audienceOf(await refreshed(answer, named))).toBe(ehrResource);
  });

  it('is the same for a device', async () => {
    const asked = { client_id: client.client_id, scope: 'read:patients', resource: slashed };
    const begun = await postForm(`${auth.url}/oauth/device/auth`, asked);
    const { device_code, user_code } = (await begun.json()) as Record<'device_code' | 'user_code', string>;
    const browser = await auth.signedIn();
    const page = await browser.submit(await browser.open(`${auth.url}/device`), { user_code });
    await browser.submit(page, { decision: 'allow' });
    const fields = { grant_type: deviceGrant, client_id: client.client_id, device_code, resource: ehrResource };
    expect(await audienceOf(await postForm(`${auth.url}/oauth/token`, fields))).toBe(ehrResource);
  });

  it.each([
    ['another service', () => auth.url],
    ['a service that nobody knows', () => `${ehrResource}/admin`],
    ['nonsense', () => 'nonsense'],
  ])('is refused as %s, for a code and for refreshing, and uses neither up', async (_what, named) => {
    const browser = await auth.signedIn();
    const request = authorizationRequest(auth.url, client);
    const callback = await allow(browser, request);
    const refused = await redeem(auth.url, client, callback, request, { resource: named() });
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_target' }]);
    const answer = await redeem(auth.url, client, callback, request);
    expect(answer.status).toBe(200);
    const again = await refreshed(answer.clone(), named());
    expect([again.status, await again.json()]).toMatchObject([400, { error: 'invalid_target' }]);
    const used = `select model from auth.oidc_artifact where model = 'RefreshToken' and consumed_at is not null`;
    const before = await auth.ask(used);
    expect(await audienceOf(await refreshed(answer, ehrResource))).toBe(ehrResource);
    expect(await auth.ask(used)).toHaveLength(before.length + 1);
  });

  it('is refused as two services at once, and uses the code not up', async () => {
    const browser = await auth.signedIn();
    const request = authorizationRequest(auth.url, client);
    const callback = await allow(browser, request);
    const fields = { client_id: client.client_id, grant_type: 'authorization_code', code_verifier: request.verifier };
    const both = new URLSearchParams({
      ...fields,
      code: callback.searchParams.get('code') ?? '',
      resource: ehrResource,
    });
    both.append('resource', auth.url);
    const refused = await fetch(`${auth.url}/oauth/token`, { method: 'POST', body: both });
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_target' }]);
    expect((await redeem(auth.url, client, callback, request)).status).toBe(200);
  });

  it('says nothing of whose code it is to another client', async () => {
    const browser = await auth.signedIn();
    const request = authorizationRequest(auth.url, client);
    const stranger = await register(auth.url);
    const refused = await redeem(auth.url, stranger, await allow(browser, request), request, { resource: auth.url });
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  });
});
