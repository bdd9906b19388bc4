import { newId, OrchestratorHouse } from '../testing/orchestrator-house.js';

let house: OrchestratorHouse;

const detector = (agent_id: string, more: object = {}) => {
  return { agent_id, name: 'Detector', type: 'bias-detector', capabilities: ['bias_detection'], ...more };
};
const register = async (body: object, role = 'supervisor') =>
  house.call('POST', 'agents/register', { token: await house.tokenOf('workshop', role), body });

const nested = (depth: number): object => (depth === 0 ? {} : { a: nested(depth - 1) });

describe('the registry of agents', () => {
  beforeAll(async () => {
    house = await OrchestratorHouse.open();
  });
  afterAll(() => house.close());

  it('registers an agent, shows its token this once and keeps only the hash (feature M01)', async () => {
    const { status, body } = await register(detector('first'));
    expect({ status, body }).toEqual({
      status: 201,
      body: {
        agent_id: 'first',
        status: 'inactive',
        registered_at: expect.any(String),
        auth_token: expect.stringMatching(/^cga_[\w-]{43}$/),
      },
    });
    const [row] = await house.query(`select a::text as dump from orchestrator.agent a where agent_id = 'first'`);
    expect(row?.['dump']).not.toContain(body.auth_token);
    expect(await house.trail('agent.registered')).toMatchObject([
      { outcome: 'success', body: { entity: { id: 'first' } } },
    ]);
  });

  it('refuses a second agent of the same id with 409', async () => {
    await register(detector('twice'));
    const { status, body } = await register(detector('twice'));
    expect({ status, code: body.error.code }).toEqual({ status: 409, code: 'AGENT_ALREADY_REGISTERED' });
  });

  it.each([
    ['without a token', undefined, 401, 'AUTHENTICATION_REQUIRED'],
    ['with a token that nobody signed', 'x.y.z', 401, 'AUTHENTICATION_REQUIRED'],
    ['with an agent token that is not known', 'cga_unknown', 401, 'AUTHENTICATION_REQUIRED'],
  ])('refuses registration %s and writes nothing but the refusal', async (_how, token, status, code) => {
    const given = token === undefined ? {} : { token };
    const reply = await house.call('POST', 'agents/register', { ...given, body: detector('stranger') });
    expect({ status: reply.status, code: reply.body.error.code }).toEqual({ status, code });
    expect(reply.body.error.request_id).toBe(reply.headers.get('x-request-id'));
    expect(await house.query(`select 1 from orchestrator.agent where agent_id = 'stranger'`)).toEqual([]);
  });

  it('refuses a role that may not register, and says so on the trail', async () => {
    const { status, body } = await register(detector('by-doctor'), 'doctor');
    expect({ status, code: body.error.code }).toEqual({ status: 403, code: 'INSUFFICIENT_PERMISSIONS' });
    const refused = (await house.trail('agent.registered')).filter(({ outcome }) => outcome === 'refused');
    expect(refused.at(-1)?.body).toMatchObject({ actor: { subject: 'workshop', role: 'doctor' } });
  });

  it('refuses what has not the expected shape, and names the place', async () => {
    const { status, body } = await register(detector('bad', { capabilities: [] }));
    expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'INVALID_PARAMETERS' });
    expect(body.error.details.issues).toEqual([expect.objectContaining({ path: 'capabilities' })]);
  });

  it.each([
    ['endpoint_url', 'https://user:secret@agents.example/x'],
    ['endpoint_url', 'https://user@agents.example'],
    ['health_check_url', 'http://user:secret@agents.example/health'],
    ['name', 'Detector\u001b[2J'],
    ['name', 'Detector\nof notes'],
  ])('refuses a %s that whoever reads of agents should not see: %j', async (field, value) => {
    const { status, body } = await register(detector('shown', { [field]: value }));
    expect({ status, issues: body.error.details.issues }).toMatchObject({ status: 400, issues: [{ path: field }] });
    expect(await house.query(`select 1 from orchestrator.agent where agent_id = 'shown'`)).toEqual([]);
  });

  it('takes an address with an @ behind the name of its host', async () => {
    const { status } = await register(detector('at', { endpoint_url: 'https://agents.example/@team?to=a@b#@' }));
    expect(status).toBe(201);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'reads no body of the type %s (RFC 9110 §15.5.16)',
    async (type) => {
      const response = await fetch(`http://127.0.0.1:${house.running.port}/api/v1/agents/register`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await house.tokenOf('workshop', 'supervisor')}`, 'content-type': type },
        body: JSON.stringify(detector('of-a-form')),
      });
      expect({ status: response.status, body: await response.json() }).toMatchObject({
        status: 415,
        body: { error: { code: 'INVALID_PARAMETERS', details: { reason: 'request.media_type_unsupported' } } },
      });
    },
  );

  it.each([
    ['that names its type', { 'content-type': 'application/json' }],
    ['without a type', {}],
  ])(
    'takes a request without a body %s for one that says nothing more',
    async (_how, headers: Record<string, string>) => {
      const agentId = `quiet-${newId()}`;
      const { body } = await register(detector(agentId));
      const send = async (method: string, path: string, token: string) => {
        const url = `http://127.0.0.1:${house.running.port}/api/v1/${path}`;
        return (await fetch(url, { method, headers: { ...headers, authorization: `Bearer ${token}` } })).status;
      };
      expect(await send('POST', `agents/${agentId}/heartbeat`, body.auth_token)).toBe(200);
      const pipeline = await house.ask('POST', 'pipelines', { name: 'quiet' });
      const path = `pipelines/${pipeline.body.pipeline_id}/stages/1/execute`;
      expect(await send('POST', path, await house.tokenOf('dr-house'))).toBe(202);
      expect(await send('POST', 'tasks', await house.tokenOf('dr-house'))).toBe(400);
      expect(await send('DELETE', `agents/${agentId}`, await house.tokenOf('workshop', 'supervisor'))).toBe(204);
    },
  );

  it.each(['%ff', '%', '%E0%A4%A'])('says in its own words that an address with %s cannot be read', async (id) => {
    const reply = await house.call('GET', `agents/${id}`, { token: await house.tokenOf('workshop', 'supervisor') });
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'INVALID_PARAMETERS' } } });
    expect(reply.body.error.request_id).toBe(reply.headers.get('x-request-id'));
  });

  it('lists agents by type, capability and state, page by page', async () => {
    await register(detector('page-1', { capabilities: ['paging'] }));
    await register(detector('page-2', { capabilities: ['paging', 'other'] }));
    const first = await house.ask('GET', 'agents?capability=paging&limit=1&sort=name');
    expect(first.body.pagination).toEqual({ total: 2, limit: 1, offset: 0, has_more: true });
    const other = await house.ask('GET', 'agents?capability=other&status=inactive');
    expect(other.body.agents).toEqual([expect.objectContaining({ agent_id: 'page-2', health: 'unknown' })]);
  });

  it('answers 404 for an agent that it does not know', async () => {
    const { status, body } = await house.ask('GET', 'agents/nobody');
    expect({ status, code: body.error.code }).toEqual({ status: 404, code: 'AGENT_NOT_FOUND' });
  });

  it('lets an agent change itself with the token of its registration, and no other', async () => {
    const token = await house.register('self', ['bias_detection']);
    await house.register('neighbour', ['bias_detection']);
    const own = await house.call('PUT', 'agents/self', { token, body: { name: 'Renamed' } });
    const other = await house.call('PUT', 'agents/neighbour', { token, body: { name: 'Stolen' } });
    expect([own.status, other.status]).toEqual([200, 403]);
    expect((await house.ask('GET', 'agents/self')).body.name).toBe('Renamed');
  });

  it('takes no heartbeat for another agent', async () => {
    const token = await house.register('beating', ['bias_detection']);
    const own = await house.call('POST', 'agents/beating/heartbeat', { token, body: { status: 'active' } });
    expect(own.body).toEqual({ status: 'acknowledged', next_heartbeat: expect.any(String) });
    const other = await house.call('POST', 'agents/first/heartbeat', { token, body: {} });
    expect(other.status).toBe(403);
    expect((await house.ask('GET', 'agents/beating')).body).toMatchObject({ status: 'active', health: 'healthy' });
  });

  it('shuts out a removed agent, and the old token of one that got another', async () => {
    const removed = await house.register('leaving', ['bias_detection']);
    const old = await house.register('forgetful', ['bias_detection']);
    const owner = await house.tokenOf('workshop', 'supervisor');
    expect((await house.call('DELETE', 'agents/leaving', { token: owner })).status).toBe(204);
    const renewed = await house.call('POST', 'agents/forgetful/token', { token: owner });
    const statuses = await Promise.all(
      [removed, old, renewed.body.auth_token].map(
        async (token) => (await house.call('GET', 'agents', { token })).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 200]);
  });

  it('tells which services there are and who can do what (feature M03)', async () => {
    const token = await house.register('found', ['rare_skill']);
    await house.call('POST', 'agents/found/heartbeat', { token, body: {} });
    const agents = await house.ask('GET', 'discovery/agents?capability=rare_skill&health=healthy');
    expect(agents.body.agents).toEqual([expect.objectContaining({ agent_id: 'found', status: 'active' })]);
    const services = await house.ask('GET', 'discovery/services');
    expect(services.body.services).toContainEqual({
      name: 'rare_skill',
      type: 'capability',
      url: null,
      status: 'healthy',
      agents: { total: 1, healthy: 1 },
    });
  });

  it('takes bodies up to ten mebibytes, and no larger ones (feature M17)', async () => {
    const [fits, tooLarge] = await Promise.all(
      [9_900_000, 10_600_000].map((length) =>
        house.ask('POST', 'tasks', { task_type: 'large', parameters: { text: 'x'.repeat(length) } }),
      ),
    );
    expect(fits?.status).toBe(201);
    expect({ status: tooLarge?.status, code: tooLarge?.body.error.code }).toEqual({
      status: 413,
      code: 'INVALID_PARAMETERS',
    });
  });

  it.each<[string, string, object | undefined]>([
    ['U+0000 in parameters', 'tasks', { task_type: 'x', parameters: { a: ['\0'] } }],
    ['U+0000 in a name', 'pipelines', { name: '\0' }],
    ['U+0000 in an address', 'agents/%00', undefined],
    ['half a character', 'tasks', { task_type: 'x', parameters: { '\ud800': 1 } }],
    ['what is nested deeply', 'tasks', { task_type: 'x', parameters: nested(1_000) }],
    ['a stage beyond four bytes', 'tasks', { task_type: 'x', stage: 99_999_999_999 }],
    ['a stage beyond four bytes to search for', 'tasks?stage=99999999999', undefined],
    ['a deadline before there were any', 'tasks', { task_type: 'x', deadline: '0000-01-01T00:00:00Z' }],
    ['a deadline that rounds to five digits', 'tasks', { task_type: 'x', deadline: '9999-12-31T23:59:59.9999999Z' }],
    ['a template that only objects know', 'pipelines', { name: 'x', template: 'constructor' }],
  ])('refuses %s, which it could not keep or find (feature M17)', async (_what, path, body) => {
    const reply = await house.ask(body === undefined ? 'GET' : 'POST', path, body);
    expect({ status: reply.status, code: reply.body.error.code }).toEqual({ status: 400, code: 'INVALID_PARAMETERS' });
  });

  it('takes a deadline in any zone, and tells it in ours', async () => {
    const taskId = await house.task({ task_type: 'zoned', deadline: '2100-01-01T02:00:00.5+02:00' });
    expect((await house.ask('GET', `tasks/${taskId}`)).body.deadline).toBe('2100-01-01T00:00:00.500Z');
  });

  it.each(['health', 'health/detailed'])('tells strangers how it is at %s', async (path) => {
    const { status, body } = await house.call('GET', path);
    expect({ status, keys: Object.keys(body) }).toEqual({
      status: 200,
      keys: ['status', 'timestamp', 'version', 'uptime', 'checks'],
    });
  });
});
