import { once } from 'node:events';
import { migrate } from '@caregate/data-models';
import { createLogger } from '@caregate/kit-http';
import { testDatabase, testIssuer, type TestDatabase, type TestIssuer } from '@caregate/testing';
import { WebSocket } from 'ws';
import { ehrConfig } from '../config.js';
import { startEhr, type RunningEhr } from './start-ehr.js';

const logger = createLogger({ service: 'ehr-mcp', level: 'silent', profile: 'dev' });
const json = { 'content-type': 'application/json', accept: 'application/json' };

describe('the health record, whole', () => {
  let database: TestDatabase;
  let issuer: TestIssuer;
  let ehr: RunningEhr;
  let token: string;

  beforeAll(async () => {
    [database, issuer] = await Promise.all([testDatabase({ migrate }), testIssuer()]);
    ehr = await started({ V1_SUNSET: '2027-06-30', V1_GUIDE_URL: 'https://docs.example.org/ehr' });
    token = await tokenOf('client-1');
  });
  afterAll(async () => {
    await ehr.stop();
    await issuer.close();
    await database.drop();
  });

  function started(more: Readonly<Record<string, string>> = {}): Promise<RunningEhr> {
    const config = ehrConfig.parse({
      PORT: '0',
      PUBLIC_URL: 'http://127.0.0.1:7777',
      ISSUER: issuer.issuer,
      JWKS_URL: issuer.jwksUrl,
      TOKEN_URL: 'http://127.0.0.1:1/token',
      DATABASE_URL: database.urlAs('caregate_ehr'),
      DATABASE_POOL: '4',
      ...more,
    });
    return startEhr(config, logger);
  }

  function tokenOf(client: string): Promise<string> {
    const aud = 'http://127.0.0.1:7777/mcp';
    const facts = { sub: client, role: 'doctor', scope: 'read:providers', aud, client_id: client };
    return issuer.token({ ...facts, subject_kind: 'client' });
  }

  const ask = (path: string, body?: unknown, { port }: RunningEhr = ehr) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { ...json, authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const search = { tool: 'search_providers', arguments: { search_term: 'smith' } };

  it.each([
    ['/tools', undefined],
    ['/v1/tools', undefined],
    ['/call', search],
    ['/v1/call', search],
    ['/', list],
    ['/v1', list],
    ['/mcp', list],
    ['/v1/mcp', list],
    ['/sse', list],
  ])('answers at %s as version 1 did, and that it has a successor (features E02, E14)', async (path, body) => {
    const answer = await ask(path, body);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('deprecation')).toBe('@1793491200');
    expect(answer.headers.get('sunset')).toBe('Wed, 30 Jun 2027 00:00:00 GMT');
    expect(answer.headers.get('link')).toContain('<https://docs.example.org/ehr>; rel="deprecation"');
    expect(await answer.text()).toContain(body === search ? '"content"' : 'search_providers');
  });

  it('answers /authenticate with a detail when the token endpoint is not there, and /health with the transport that the older server named', async () => {
    const answer = await ask('/authenticate', { client_id: 'a', client_secret: 'b', app_id: 'c' });
    expect([answer.status, await answer.json()]).toEqual([503, { detail: expect.any(String) }]);
    expect((await ask('/authenticate', { client_id: 'a' })).status).toBe(400);
    await expect((await ask('/health')).json()).resolves.toMatchObject({ status: 'healthy', transport: 'sse' });
    expect((await ask('/nowhere')).status).toBe(404);
  });

  it('answers today’s clients beside them without a word of deprecation', async () => {
    const accept = 'application/json, text/event-stream';
    const answer = await fetch(`http://127.0.0.1:${ehr.port}/mcp`, {
      method: 'POST',
      headers: { ...json, accept, authorization: `Bearer ${token}` },
      body: JSON.stringify(list),
    });
    expect([answer.status, answer.headers.get('deprecation')]).toEqual([200, null]);
  });

  it('gives pages a ticket for the upgrade', async () => {
    const ticket = String(Object(await (await ask('/socket-ticket', {})).json()).ticket);
    const socket = new WebSocket(`ws://127.0.0.1:${ehr.port}/`, ['jsonrpc', `ticket.${ticket}`]);
    await once(socket, 'open');
    expect(socket.extensions).toContain('permessage-deflate');
    socket.send(
      JSON.stringify({ ...list, method: 'tools/call', params: { name: 'get_provider', arguments: { npi: '1' } } }),
    );
    const [data] = await once(socket, 'message');
    expect(String(data)).toMatch(/ehr\.provider\.not_found|request\.invalid/);
    socket.close();
    await once(socket, 'close');
  });

  it('knows a ticket that another process of the same record issued, once among all', async () => {
    const ticket = String(Object(await (await ask('/socket-ticket', {})).json()).ticket);
    const other = await started();
    const opened = ({ port }: { port: number }) =>
      new WebSocket(`ws://127.0.0.1:${port}/`, ['jsonrpc', `ticket.${ticket}`]);
    const ends = await Promise.all(
      [ehr, other, ehr, other].map((where) => {
        const socket = opened(where);
        return Promise.race([
          once(socket, 'open').then(() => (socket.close(), 'open')),
          once(socket, 'unexpected-response').then(([, { statusCode }]) => (socket.terminate(), statusCode)),
        ]);
      }),
    );
    expect(ends.toSorted()).toEqual([401, 401, 401, 'open']);
    await other.stop();
  });

  it('lets pages of FHIR_ALLOWED_ORIGINS read /fhir and call no tool, and those of ALLOWED_ORIGINS both', async () => {
    const [smart, both] = ['https://growth.example.org', 'https://assistant.example.org'];
    const other = await started({ FHIR_ALLOWED_ORIGINS: smart, ALLOWED_ORIGINS: both });
    const from = async (origin: string, path: string, body?: unknown) => {
      const { status, headers } = await fetch(`http://127.0.0.1:${other.port}${path}`, {
        headers: { ...json, origin, authorization: `Bearer ${token}` },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      });
      return [status, headers.get('access-control-allow-origin')];
    };
    for (const origin of [smart, both, 'http://127.0.0.1:7777'])
      expect(await from(origin, '/fhir/Practitioner?name=smith')).toEqual([200, origin]);
    expect(await from('https://elsewhere.example.org', '/fhir/Practitioner?name=smith')).toEqual([200, null]);
    expect(await from(both, '/mcp', list)).toEqual([200, both]);
    expect(await from(smart, '/mcp', list)).toEqual([403, null]);
    await other.stop();
  });

  it('limits each client, offers no version 1 where told so, and closes its sockets when it stops (feature M16)', async () => {
    const other = await started({ RATE_LIMIT_PER_MINUTE: '3', V1_API: 'false' });
    expect((await ask('/tools', undefined, other)).status).toBe(404);
    const authorization = `Bearer ${token}`;
    const socket = new WebSocket(`ws://127.0.0.1:${other.port}/`, { headers: { authorization } });
    await once(socket, 'open');
    const answers = [];
    for (let asked = 0; asked < 3; asked += 1) {
      socket.send(JSON.stringify(list));
      const [data] = await once(socket, 'message');
      answers.push(JSON.parse(String(data)));
    }
    expect(answers.map(({ error }) => error?.code)).toEqual([undefined, undefined, 429]);
    const refused = await ask('/mcp', list, other);
    expect([refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([429, '0']);
    const closed = once(socket, 'close');
    await other.stop();
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([1001, 'service stopping']);
  });
});
