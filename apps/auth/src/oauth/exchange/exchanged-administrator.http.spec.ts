import { decodeJwt } from 'jose';
import { withOAuthAdmin } from '../../admin/oauth/with-oauth-admin.js';
import { ehrResource, givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { postJson, tokensFor } from '../../testing/oauth-client.fixture.js';
import { exchangeToken } from '../../testing/token-exchange.fixture.js';
import { service } from '../../trail/actors.js';

const machine = { app_id: 'ward-display', app_name: 'Ward display', role: 'nurse', scopes: ['read:vitals'] };

describe('registering applications in the name of an administrator (feature T13)', () => {
  let auth: GivenAuth;
  let record: { client_id: string; client_secret: string | null };
  beforeAll(async () => {
    auth = await givenAuth({
      environmentAt: async (publicUrl) => ({
        TOKEN_EXCHANGE: JSON.stringify([
          { app_id: 'health-record', from: [ehrResource], resources: [publicUrl], scopes: ['write:clients'] },
        ]),
      }),
    });
    record = await withOAuthAdmin(auth.config, ({ admin }) =>
      admin.add(
        {
          app_id: 'health-record',
          app_name: 'Health record',
          role: 'worker',
          scopes: [],
          redirect_uris: [],
          token_endpoint_auth_method: 'client_secret_basic',
          introspects: [],
        },
        service,
      ),
    );
  });
  afterAll(() => auth.close());

  /** As the tool `register_client` of the health record does it. */
  const registerAs = async (role: string, body: object) => {
    const { person } = auth.idp;
    auth.idp.person = { sub: `${role} of the record`, name: `A ${role}`, role };
    const parameters = { resource: ehrResource, scope: 'openid read:patients write:clients' };
    const { tokens } = await tokensFor(auth.url, await auth.signedIn(), { parameters });
    auth.idp.person = person;
    const fields = { resource: auth.url, scope: 'write:clients' };
    const { status, body: exchanged } = await exchangeToken(auth.url, tokens.access_token, record, fields);
    if (status !== 200) return { status, person: decodeJwt(tokens.access_token).sub };
    const token = exchanged.access_token;
    const answer = await postJson(`${auth.url}/oauth-admin/clients`, body, { authorization: `Bearer ${token}` });
    return { status: answer.status, person: decodeJwt(tokens.access_token).sub, client: await answer.json() };
  };

  it('answers id and secret, and the trail names the administrator behind the health record', async () => {
    const { status, person, client } = await registerAs('admin', machine);
    const given = expect.any(String);
    expect([status, client]).toEqual([201, { client_id: given, client_secret: given, api_key: given }]);
    expect((await auth.trail('oauth.client.registered')).at(-1)).toMatchObject({
      actor: { kind: 'agent', subject: record.client_id, onBehalfOf: person },
    });
  });

  it('makes no administrator', async () => {
    expect(await registerAs('admin', { ...machine, role: 'admin' })).toMatchObject({ status: 400 });
  });

  it('is refused to whoever is none', async () => {
    expect(await registerAs('doctor', machine)).toMatchObject({ status: 400 });
  });
});
