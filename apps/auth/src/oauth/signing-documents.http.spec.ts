import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { decodeJwt, exportJWK, SignJWT } from 'jose';
import { givenHttpsServer, type GivenHttpsServer } from '@caregate/testing';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import type { Browser } from '../testing/browser.fixture.js';
import { allow, ask, authorizationRequest, redeem, redirectUri } from '../testing/oauth-client.fixture.js';

const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('a client of a metadata document that signs who it is (RFC 7523), as ChatGPT does', () => {
  const keys = keyPair();
  let auth: GivenAuth;
  let site: GivenHttpsServer;
  let browser: Browser;
  const answers: Record<string, unknown> = {};
  beforeAll(async () => {
    site = await givenHttpsServer(({ url = '' }, response) => {
      response.writeHead(url in answers ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answers[url]));
    });
    auth = await givenAuth({ environment: { CLIENT_METADATA_DOCUMENTS: 'on', PRIVATE_KEY_JWT: 'on' } });
    browser = await auth.signedIn();
    answers['/jwks.json'] = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] };
  });
  afterAll(async () => {
    await auth.close();
    await site.close();
  });

  const publish = (changes: object = {}) => {
    const path = `/${randomUUID()}/client.json`;
    const client_id = `${site.origin}${path}`;
    answers[path] = {
      client_id,
      client_name: 'ChatGPT',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
      token_endpoint_auth_signing_alg: 'RS256',
      jwks_uri: `${site.origin}/jwks.json`,
      ...changes,
    };
    return { client_id };
  };
  const proofOf = async ({ client_id }: { client_id: string }, key: KeyObject = keys.privateKey) => ({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(client_id)
      .setSubject(client_id)
      .setAudience(`${auth.url}/oauth`)
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(key),
  });
  const redeemed = async (client: { client_id: string }, proof: Record<string, string> = {}) => {
    const request = authorizationRequest(auth.url, client);
    return redeem(auth.url, client, await allow(browser, request), request, proof);
  };

  it('is believed by the keys at the address that its document names', async () => {
    const client = publish();
    const answer = await redeemed(client, await proofOf(client));
    expect(answer.status).toBe(200);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    expect(decodeJwt(token)).toMatchObject({ client_id: client.client_id });
  });

  it('is nobody without its proof, or with the key of another', async () => {
    const client = publish();
    expect((await redeemed(client)).status).toBe(401);
    expect((await redeemed(client, await proofOf(client, keyPair().privateKey))).status).toBe(401);
  });

  it.each([
    ['keys of another origin', { jwks_uri: 'https://127.0.0.1:1/jwks.json' }],
    ['keys over plain http', { jwks_uri: 'http://localhost/jwks.json' }],
    ['keys at two places', { jwks: { keys: [] } }],
    ['keys at no place', { jwks_uri: undefined }],
    ['no keys where it says', { jwks_uri: '/jwks.json' }],
  ])('is refused with %s, and the refusal is on the trail', async (_case, changes) => {
    const client = publish(changes);
    expect((await ask(browser, authorizationRequest(auth.url, client))).status).toBe(400);
    expect((await auth.trail('oauth.client.document.read')).at(-1)).toMatchObject({ outcome: 'refused' });
  });

  it('is refused when what lies there is no set of public keys', async () => {
    answers['/secrets.json'] = { keys: [{ kty: 'oct', k: 'x' }] };
    const client = publish({ jwks_uri: `${site.origin}/secrets.json` });
    expect((await ask(browser, authorizationRequest(auth.url, client))).status).toBe(400);
  });
});
