import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { scopes } from '@caregate/core-permissions';
import { createDataSource } from '@caregate/data-models';
import { givenCaller, listen } from '@caregate/testing';
import { ehrServices } from '../server/ehr-services.js';
import { ClientRegistrar } from './client-registrar.js';
import { registerClient } from './register-client.tool.js';
import { registrationOf } from './registration-of.js';

interface Heard {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** The two endpoints as the authorization server has them: RFC 8693 §2.2 and its route for administrators. */
class AuthorizationServer {
  readonly heard: Heard[] = [];
  exchange = { status: 200, body: { access_token: 'for-administration', scope: 'write:clients' } as object };
  registration = { status: 201, body: { client_id: 'client_1', client_secret: 's'.repeat(48) } as object };
  readonly server: Server = createServer((request, response) => void this.answer(request, response));

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    this.heard.push({
      path: request.url,
      authorization: request.headers.authorization,
      body: Buffer.concat(chunks).toString(),
    });
    const { status, body } = request.url === '/oauth/token' ? this.exchange : this.registration;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
}

let authorization: AuthorizationServer;
let url: string;
beforeEach(async () => {
  authorization = new AuthorizationServer();
  url = `http://127.0.0.1:${await listen(authorization.server)}`;
});
afterEach(() => {
  authorization.server.closeAllConnections();
  authorization.server.close();
});

const nurses = { app_id: 'ward-display', app_name: 'Ward display', role: 'nurse', scopes: ['read:vitals'] };
const caller = givenCaller({ subject: 'admin-1', role: 'admin', scopes: Object.keys(scopes) });
const context = {
  caller,
  decision: undefined,
  relations: [],
  patientId: undefined,
  requestId: 'request-1',
  transport: 'http' as const,
  signal: new AbortController().signal,
  accessToken: 'for-the-record',
  recordIn: async () => undefined,
  show: () => undefined,
  ask: () => undefined,
};

/** The tool, called by an administrator, beside a database that it has no part in. */
async function register(input: object, registrar = configured()) {
  const services = ehrServices({
    dataSource: createDataSource({ url: 'postgres://nobody@127.0.0.1:1/none', applicationName: 'spec' }),
    clinic: { timeZone: 'UTC', opensMinute: 0, closesMinute: 60, bookingHorizonDays: 730 },
    confirmation: 'people',
    tokenEndpoint: { authenticate: () => Promise.reject(new Error('not asked for')) },
    verifier: { verify: async () => caller },
    registrar,
  });
  return registerClient.bind(input).run(context, services);
}

function configured(): ClientRegistrar {
  const TOKEN_URL = `${url}/oauth/token`;
  return new ClientRegistrar(
    registrationOf({ TOKEN_URL, ADMINISTRATION_URL: url, CLIENT_ID: 'ehr', CLIENT_SECRET: 'secret of the record' }),
  );
}

describe('register_client (feature T13)', () => {
  it('answers id and secret once, as the older server did', async () => {
    await expect(register({ ...nurses, description: 'On the wall', contact_email: 'it@example.org' })).resolves.toEqual(
      {
        status: 'success',
        message: expect.any(String),
        client_id: 'client_1',
        client_secret: 's'.repeat(48),
        app_id: 'ward-display',
        app_name: 'Ward display',
        role: 'nurse',
        scopes: ['read:vitals'],
      },
    );
  });

  it('sends the token of the administrator to nobody but who exchanges it', async () => {
    await register(nurses);
    const [exchange, registration] = authorization.heard;
    expect(Object.fromEntries(new URLSearchParams(exchange?.body))).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: 'for-the-record',
      resource: url,
      scope: 'write:clients',
    });
    expect(exchange?.authorization).toBe(`Basic ${Buffer.from('ehr:secret+of+the+record').toString('base64')}`);
    expect(registration).toEqual({
      path: '/oauth-admin/clients',
      authorization: 'Bearer for-administration',
      body: JSON.stringify(nurses),
    });
  });

  it.each([
    ['the role of an administrator', { role: 'admin' }, 'request.invalid'],
    ['a scope that nobody knows', { scopes: ['write:everything'] }, 'request.invalid'],
    ['a name that is none', { app_id: 'Ward Display' }, 'request.invalid'],
    ['a scope beyond the role', { scopes: ['write:medications'] }, 'ehr.registration.beyond'],
    ['a scope of administrators', { scopes: ['write:clients'] }, 'ehr.registration.beyond'],
  ])('asks nobody for %s', async (_case, wrong, code) => {
    await expect(register({ ...nurses, ...wrong })).rejects.toMatchObject({ code });
    expect(authorization.heard).toEqual([]);
  });

  it.each([
    ['who is no person', { status: 400, body: { error: 'invalid_request' } }, {}, 'ehr.registration.refused'],
    ['while it is busy', { status: 429, body: {} }, {}, 'request.too_many'],
    ['while it is down', { status: 503, body: {} }, {}, 'service.unavailable'],
    ['who may not', undefined, { status: 403, body: { code: 'access.role.refused' } }, 'ehr.registration.refused'],
    [
      'of a name that is taken',
      undefined,
      { status: 409, body: { code: 'oauth.client.exists' } },
      'oauth.client.exists',
    ],
    ['in words that it does not take', undefined, { status: 400, body: {} }, 'request.invalid'],
  ])('says so when the authorization server refuses one %s', async (_case, exchange, registration, code) => {
    Object.assign(authorization.exchange, exchange);
    Object.assign(authorization.registration, registration);
    await expect(register(nurses)).rejects.toMatchObject({ code });
    expect(authorization.heard).toHaveLength(exchange === undefined ? 2 : 1);
  });

  it('is closed where the record has no client of its own', async () => {
    const none = registrationOf({
      TOKEN_URL: url,
      ADMINISTRATION_URL: url,
      CLIENT_ID: undefined,
      CLIENT_SECRET: undefined,
    });
    await expect(register(nurses, new ClientRegistrar(none))).rejects.toMatchObject({
      code: 'ehr.registration.closed',
    });
    expect(authorization.heard).toEqual([]);
  });
});
