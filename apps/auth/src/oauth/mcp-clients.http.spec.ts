import { randomUUID } from 'node:crypto';
import { auth as authorizeV2 } from '@modelcontextprotocol/client';
import { auth as authorizeV1 } from '@modelcontextprotocol/sdk/client/auth.js';
import { decodeJwt } from 'jose';
import { givenHttpsServer, type GivenHttpsServer } from '@caregate/testing';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { redirectUri, type Tokens } from '../testing/oauth-client.fixture.js';

/** What an assistant remembers of a server; it is the same for both generations of the SDK. */
class Memory {
  readonly redirectUrl = redirectUri;
  readonly clientMetadata = {
    client_name: 'Assistant of specs',
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    scope: 'read:account',
  };
  target: URL | undefined;
  private client: { client_id: string } | undefined;
  private kept: Tokens | undefined;
  private verifier = '';
  private discovered: object | undefined;

  constructor(readonly clientMetadataUrl?: string) {}

  clientInformation = () => this.client;
  saveClientInformation = (client: { client_id: string }) => void (this.client = client);
  tokens = () => this.kept;
  saveTokens = (tokens: object) => void (this.kept = tokens as Tokens);
  redirectToAuthorization = (url: URL) => void (this.target = url);
  saveCodeVerifier = (verifier: string) => void (this.verifier = verifier);
  codeVerifier = () => this.verifier;
  saveDiscoveryState = (state: object) => void (this.discovered = state);
  discoveryState = () => this.discovered;
}

type Authorize = (
  memory: Memory,
  options: { serverUrl: string; authorizationCode?: string; iss?: string },
) => Promise<'AUTHORIZED' | 'REDIRECT'>;

describe.each([
  ['v1', authorizeV1 as Authorize],
  ['v2', authorizeV2 as Authorize],
])('an assistant with the OAuth client of the MCP SDK %s', (_version, authorize) => {
  let auth: GivenAuth;
  let site: GivenHttpsServer;
  beforeAll(async () => {
    site = await givenHttpsServer(({ url = '' }, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const document = { client_id: `${site.origin}${url}`, client_name: 'Assistant', redirect_uris: [redirectUri] };
      response.end(JSON.stringify(document));
    });
    auth = await givenAuth({ environment: { CLIENT_METADATA_DOCUMENTS: 'on' } });
  });
  afterAll(async () => {
    await auth.close();
    await site.close();
  });

  const signIn = async (memory: Memory) => {
    const serverUrl = auth.url;
    expect(await authorize(memory, { serverUrl })).toBe('REDIRECT');
    const browser = await auth.signedIn();
    const page = await browser.open(memory.target ?? '', { until: redirectUri });
    const { url } = await browser.submit(page, { decision: 'allow' }, { until: redirectUri });
    const [authorizationCode = '', iss = ''] = ['code', 'iss'].map((name) => url.searchParams.get(name) ?? '');
    expect(await authorize(memory, { serverUrl, authorizationCode, iss })).toBe('AUTHORIZED');
    return decodeJwt(memory.tokens()?.access_token ?? '');
  };

  it('registers itself and gets a token for the service that it asked', async () => {
    const memory = new Memory();
    expect(await signIn(memory)).toMatchObject({ aud: auth.url, client_id: memory.clientInformation()?.client_id });
    const before = memory.tokens()?.access_token;
    expect(await authorize(memory, { serverUrl: auth.url })).toBe('AUTHORIZED');
    expect(memory.tokens()?.access_token).not.toBe(before);
  });

  it('names itself by its document where it has one, and registers nothing (feature X18)', async () => {
    const registered = async () => (await auth.ask('select from auth.oauth_client')).length;
    const before = await registered();
    const address = `${site.origin}/${randomUUID()}.json`;
    expect(await signIn(new Memory(address))).toMatchObject({ client_id: address, aud: auth.url });
    expect(await registered()).toBe(before);
  });
});
