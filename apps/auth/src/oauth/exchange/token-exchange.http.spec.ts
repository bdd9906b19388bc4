import { decodeJwt } from 'jose';
import type { ClientCredentials } from '../../admin/credentials-file.js';
import { ehrResource, givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { postForm, postJson, register, tokensFor } from '../../testing/oauth-client.fixture.js';
import { givenSeededClients, machineToken } from '../../testing/seeded-client.fixture.js';
import { exchangeToken } from '../../testing/token-exchange.fixture.js';

const orchestrator = 'http://agents.example:8090/api/v1';
const policy = { app_id: 'hospital-ehr-app', from: [orchestrator], resources: [ehrResource] };

describe('acting for a person (RFC 8693)', () => {
  let auth: GivenAuth;
  let clients: ReadonlyMap<string, ClientCredentials>;
  beforeAll(async () => {
    auth = await givenAuth({
      environment: {
        RESOURCES: JSON.stringify([
          { url: ehrResource, title: 'Health record' },
          { url: orchestrator, title: 'Agents' },
        ]),
        TOKEN_EXCHANGE: JSON.stringify([{ ...policy, scopes: ['read:patients', 'write:users'] }]),
      },
    });
    clients = await givenSeededClients(auth);
  });
  afterAll(() => auth.close());

  const personsToken = async (parameters: Record<string, string> = {}) => {
    const wanted = { resource: orchestrator, scope: 'read:patients read:vitals', ...parameters };
    return tokensFor(auth.url, await auth.signedIn(), { parameters: wanted });
  };
  const exchange = (token: string, fields: Record<string, string> = {}, app = 'hospital-ehr-app') =>
    exchangeToken(auth.url, token, clients.get(app), fields);

  it('gives an application a token for another service that names both, with less than the person gave', async () => {
    const { tokens } = await personsToken();
    const { status, body } = await exchange(tokens.access_token);
    expect([status, body]).toMatchObject([
      200,
      { scope: 'read:patients', issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' },
    ]);
    const [mine, theirs] = [decodeJwt(tokens.access_token), decodeJwt(body.access_token)];
    const client_id = clients.get('hospital-ehr-app')?.client_id;
    expect(theirs).toMatchObject({
      sub: mine.sub,
      act: { sub: client_id },
      client_id,
      aud: ehrResource,
      subject_kind: 'agent',
      role: 'doctor',
      gid: mine['gid'],
    });
    expect(Number(theirs.exp)).toBeLessThanOrEqual(Number(mine.exp));
    expect(Number(theirs.exp) - Number(theirs.iat)).toBeLessThanOrEqual(300);
    expect((await auth.trail('token.exchanged')).at(-1)).toMatchObject({
      actor: { kind: 'agent', subject: client_id, onBehalfOf: mine.sub },
      tokenId: theirs.jti,
    });
  });

  it('gives nobody a token that says at UserInfo who the person is', async () => {
    const { tokens } = await personsToken({ scope: 'openid profile read:patients' });
    const { body } = await exchange(tokens.access_token);
    const told = async (token: string) =>
      (await fetch(`${auth.url}/oauth/userinfo`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await told(tokens.access_token), await told(body.access_token)]).toEqual([200, 403]);
    expect(decodeJwt(body.access_token)).not.toHaveProperty('identity_scope');
  });

  it('has each scope once, however often it was asked for', async () => {
    const { tokens } = await personsToken();
    const { body } = await exchange(tokens.access_token, { scope: 'read:patients read:patients' });
    expect([body.scope, decodeJwt(body.access_token)['scope']]).toEqual(['read:patients', 'read:patients']);
  });

  it('ends with the application, if that is to end', async () => {
    const { tokens } = await personsToken();
    const id = clients.get('hospital-ehr-app')?.client_id;
    const ends = Math.floor(Date.now() / 1000) + 60;
    const endAt = (seconds: number | null) =>
      auth.ask('update auth.oauth_client set expires_at = to_timestamp($2) where client_id = $1', [id, seconds]);
    await endAt(ends);
    const { body } = await exchange(tokens.access_token);
    expect(decodeJwt(body.access_token).exp).toBe(ends);
    await endAt(null);
  });

  it('ends with the grant of the person', async () => {
    const { tokens, client } = await personsToken();
    const { body } = await exchange(tokens.access_token);
    const isGood = async () =>
      (
        (await (await postJson(`${auth.url}/token/validate`, { token: body.access_token })).json()) as {
          valid: boolean;
        }
      ).valid;
    expect(await isGood()).toBe(true);
    await postForm(`${auth.url}/oauth/token/revocation`, { token: tokens.refresh_token, client_id: client.client_id });
    expect(await isGood()).toBe(false);
    expect(await exchange(tokens.access_token)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it.each([
    ['a scope that the person did not give', { scope: 'read:labs' }, 'invalid_scope'],
    ['a scope that the policy does not have', { scope: 'read:vitals' }, 'invalid_scope'],
    ['a scope that is of no use to the person', { scope: 'write:users' }, 'invalid_scope'],
    ['a service that the policy does not name', { resource: orchestrator }, 'invalid_target'],
    ['a service that nobody knows', { audience: 'https://elsewhere.example' }, 'invalid_target'],
    ['two services at once', { resource: ehrResource, audience: orchestrator }, 'invalid_target'],
    ['an ID token', { subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' }, 'invalid_request'],
    ['a token of a kind that is not issued', { requested_token_type: 'urn:x' }, 'invalid_request'],
    ['an actor besides itself', { actor_token: 'x', actor_token_type: 'urn:x' }, 'invalid_request'],
    ['nonsense for a token', { subject_token: 'a.b.c' }, 'invalid_request'],
  ])('is refused %s, and the refusal is on the trail', async (_case, fields, error) => {
    const { tokens } = await personsToken();
    // RFC 6749 §5.2: neither quotes nor backslashes.
    const error_description = expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/u);
    const refusal = { status: 400, body: { error, error_description } };
    expect(await exchange(tokens.access_token, fields)).toMatchObject(refusal);
    expect((await auth.trail('token.refused')).at(-1)).toMatchObject({ decision: error });
  });

  it('is refused with a token for a service at whose door it does not stand', async () => {
    const { tokens } = await personsToken({ resource: ehrResource });
    expect((await exchange(tokens.access_token)).body.error).toBe('invalid_request');
  });

  it('is refused with the token of a machine, and with one that was exchanged before', async () => {
    const machine = await machineToken(auth, clients.get('copilot-studio'), { resource: orchestrator });
    expect((await exchange(machine)).body.error).toBe('invalid_request');
    const { tokens } = await personsToken();
    const { body } = await exchange(tokens.access_token);
    expect((await exchange(body.access_token)).body.error).toBe('invalid_request');
  });

  it('is refused every application that no policy names, and whoever cannot prove who it is', async () => {
    const { tokens } = await personsToken();
    expect(await exchange(tokens.access_token, {}, 'copilot-studio')).toMatchObject({
      status: 400,
      body: { error: 'unauthorized_client' },
    });
    expect((await exchange(tokens.access_token, { client_secret: 'x'.repeat(64) })).status).toBe(401);
    const stranger = await register(auth.url);
    expect((await exchange(tokens.access_token, { client_id: stranger.client_id, client_secret: '' })).status).toBe(
      400,
    );
  });

  it('is refused for a person who is not active any more', async () => {
    const { tokens } = await personsToken();
    const id = decodeJwt(tokens.access_token).sub;
    await auth.ask('update auth.user_account set active = false where id = $1', [id]);
    expect((await exchange(tokens.access_token)).body.error).toBe('invalid_request');
    await auth.ask('update auth.user_account set active = true where id = $1', [id]);
  });
});
