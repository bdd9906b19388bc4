import { ehrResource, givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { postJson, tokensFor, type Tokens } from '../testing/oauth-client.fixture.js';
import { givenSeededClients, machineToken } from '../testing/seeded-client.fixture.js';

const nobody = { valid: false, user_id: null, email: null, role: null, client_id: null, scopes: [], expires_at: null };

describe('POST /token/validate', () => {
  let auth: GivenAuth;
  let tokens: Tokens;
  beforeAll(async () => {
    auth = await givenAuth();
    ({ tokens } = await tokensFor(auth.url, await auth.signedIn()));
  });
  afterAll(() => auth.close());

  const validate = async (body: object) => {
    const response = await postJson(`${auth.url}/token/validate`, body);
    return { status: response.status, headers: response.headers, body: (await response.json()) as object };
  };

  it('answers in the shape of the older gateway, and says a little more', async () => {
    const [user] = await auth.ask<{ id: string }>('select id from auth.user_account');
    const { status, body } = await validate({ token: tokens.access_token });
    expect([status, body]).toMatchObject([
      200,
      {
        valid: true,
        user_id: user?.id,
        email: 'sarah@hosp.example',
        role: 'doctor',
        message: 'Token is valid',
        scopes: ['read:patients', 'read:vitals'],
      },
    ]);
    expect((await auth.trail('token.validated')).at(-1)).toMatchObject({ outcome: 'success' });
  });

  it('counts the resource that asks, which the older gateway did not', async () => {
    expect((await validate({ token: tokens.access_token, resource: ehrResource })).body).toMatchObject({ valid: true });
    expect((await validate({ token: tokens.access_token, resource: auth.url })).body).toEqual({
      ...nobody,
      message: 'Invalid or expired token',
    });
  });

  it('knows machines too', async () => {
    const client = (await givenSeededClients(auth)).get('lab-integration');
    const { body } = await validate({ token: await machineToken(auth, client) });
    expect(body).toMatchObject({ valid: true, user_id: client?.client_id, email: null, role: 'system' });
  });

  it.each(['nonsense', 'a.b.c', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`])(
    'says of %s that it is invalid, with status 200 and on the trail',
    async (token) => {
      expect(await validate({ token })).toMatchObject({ status: 200, body: nobody });
      expect((await auth.trail('token.validated')).at(-1)).toMatchObject({ outcome: 'refused' });
    },
  );

  it('says of a person who has left that they are not found', async () => {
    await auth.ask('update auth.user_account set active = false');
    const { body } = await validate({ token: tokens.access_token });
    await auth.ask('update auth.user_account set active = true');
    expect(body).toEqual({ ...nobody, message: 'User not found or inactive' });
  });

  it('wants a token, and tells how many questions are left', async () => {
    expect((await validate({})).status).toBe(400);
    expect((await validate({ token: 'x' })).headers.get('ratelimit-limit')).toBe('6000');
  });
});
