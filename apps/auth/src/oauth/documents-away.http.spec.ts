import { givenHttpsServer, type GivenHttpsServer } from '@caregate/testing';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { postForm, redirectUri, refresh, tokensFor } from '../testing/oauth-client.fixture.js';

describe('an application whose metadata document cannot be read at the moment', () => {
  let auth: GivenAuth;
  let site: GivenHttpsServer;
  let status: number;
  beforeAll(async () => {
    site = await givenHttpsServer(({ url = '' }, response) => {
      const document = { client_id: `${site.origin}${url}`, client_name: 'Assistant', redirect_uris: [redirectUri] };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(document));
    });
    auth = await givenAuth({ environment: { CLIENT_METADATA_DOCUMENTS: 'on' } });
  });
  beforeEach(() => (status = 200));
  afterAll(async () => {
    await auth.close();
    await site.close();
  });

  const signedIn = async (path: string) =>
    tokensFor(auth.url, await auth.signedIn(), { client: { client_id: `${site.origin}${path}` } });

  it.each([500, 502, 503, 429])('is told to come again, with what it has, when its host says %i', async (answer) => {
    const { client, tokens } = await signedIn(`/${answer}.json`);
    // Another process, which has not read it yet.
    const { url } = await auth.another();
    status = answer;
    const refused = await refresh(url, client, tokens.refresh_token);
    expect([refused.status, await refused.json()]).toMatchObject([503, { error: 'temporarily_unavailable' }]);
    expect(refused.headers.get('retry-after')).not.toBeNull();
    const fields = { client_id: client.client_id, token: tokens.access_token };
    expect((await postForm(`${url}/oauth/token/introspection`, fields)).status).toBe(503);
  });

  it.each([404, 410])('is nobody any more when its host says %i', async (answer) => {
    const { client, tokens } = await signedIn(`/${answer}.json`);
    const { url } = await auth.another();
    status = answer;
    const refused = await refresh(url, client, tokens.refresh_token);
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: 'invalid_client' }]);
  });
});
