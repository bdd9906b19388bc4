import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { freePort, withClient } from '@caregate/testing';
import { authorize, clientToken, roomSpecs, startApp } from '@caregate/dev';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { addMachine, oauthCommand } from './support/oauth-command.js';
import { specStack, type SpecStack } from './support/stack.js';
import { until } from './support/until.js';

let stack: SpecStack;
let doctor: string;
let workshop: string;
const sockets: Socket[] = [];
beforeAll(async () => {
  stack = await specStack({ rooms: ['sandbox', 'auth', 'orchestrator', 'edge'] });
  const person = stack.people.find(({ role }) => role === 'doctor');
  if (person === undefined) throw new Error('no doctor in the sandbox');
  const { addresses } = stack;
  const scope = 'read:agents read:tasks write:tasks read:pipelines write:pipelines';
  doctor = (await authorize(addresses, person, scope, addresses.orchestrator)).accessToken;
  workshop = await clientToken(stack, 'agents', { resource: addresses.orchestrator });
}, 120_000);
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await stack.end();
});

// Answers of many routes, each of which the spec looks at by name.
// oxlint-disable-next-line typescript/no-explicit-any -- specs read answers of many shapes
async function ask(token: string, method: string, path: string, body?: object): Promise<{ status: number; body: any }> {
  const response = await fetch(`${stack.addresses.orchestrator}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const heard = (socket: Socket, event: string) => new Promise<unknown>((resolve) => void socket.once(event, resolve));

const isOfTask = (event: unknown) => event === 'task:status' || event === 'progress:update';

const endOf = (taskId: string) =>
  until(async () => {
    const { body } = await ask(doctor, 'GET', `tasks/${taskId}`);
    return ['completed', 'failed', 'timeout'].includes(body.status) ? body : undefined;
  });

/** An agent as a stranger would write it: registered over REST, at work over Socket.IO, with nothing of ours in it. */
async function agent(agentId: string, capability: string): Promise<{ token: string; socket: Socket }> {
  const registered = await ask(workshop, 'POST', 'agents/register', {
    agent_id: agentId,
    name: agentId,
    type: 'stranger',
    capabilities: [capability],
  });
  expect(registered.status).toBe(201);
  const token: string = registered.body.auth_token;
  const socket = io(stack.addresses.agentSocket, { transports: ['websocket'], auth: { token } });
  sockets.push(socket);
  socket.on('connect', () => socket.emit('agent:register', { agentId }));
  await heard(socket, 'agent:registered');
  return { token, socket };
}

interface Delegated {
  readonly taskId: string;
  readonly attemptToken: string;
  readonly parameters: Record<string, unknown>;
}

describe('[M01 M02 M03] an agent', () => {
  it('is registered, found by what it can do, changed and removed; twice it cannot be', async () => {
    await agent('counter-1', 'counting');
    const again = { agent_id: 'counter-1', name: 'x', type: 'x', capabilities: ['counting'] };
    expect((await ask(workshop, 'POST', 'agents/register', again)).status).toBe(409);
    const found = await ask(doctor, 'GET', 'discovery/agents?capability=counting');
    expect(found.body.agents).toEqual([expect.objectContaining({ agent_id: 'counter-1' })]);
    const listed = await ask(doctor, 'GET', 'agents?status=active');
    expect(listed.body.agents.map(({ agent_id: id }: { agent_id: string }) => id)).toContain('counter-1');
    expect((await ask(doctor, 'GET', 'agents/nobody')).status).toBe(404);
  });

  it('is not registered by somebody who may only ask agents', async () => {
    const body = { agent_id: 'intruder', name: 'x', type: 'x', capabilities: ['counting'] };
    expect((await ask(doctor, 'POST', 'agents/register', body)).status).toBe(403);
  });
});

describe('[A14] who gives agents work', () => {
  const giver = { app_id: 'giver', app_name: 'Giver', role: 'supervisor', scopes: ['read:tasks', 'write:tasks'] };
  const give = async (headers: Record<string, string>, at = stack.addresses.orchestrator) => {
    const body = JSON.stringify({ task_type: 'nobody_can', parameters: {} });
    const sent = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
    return (await fetch(`${at}/api/v1/tasks`, sent)).status;
  };
  const byToken = (token = '') => give({ authorization: `Bearer ${token}` });
  const byKey = (key = '') => give({ 'x-api-key': key });
  /** What a machine gets for its id and secret (RFC 6749 §4.4). */
  const ownToken = async ({ client_id: id, client_secret: secret }: Record<string, string>) => {
    const headers = { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
    const form = { grant_type: 'client_credentials', resource: stack.addresses.orchestrator };
    const response = await fetch(stack.addresses.token, { method: 'POST', headers, body: new URLSearchParams(form) });
    return ((await response.json()) as { access_token?: string }).access_token;
  };

  it('comes by the JWT of a sign-in, by OAuth 2.0 or by API key; never by what is wrong, has ended or is taken back', async () => {
    const known = await addMachine(stack, giver);
    const token = await ownToken(known);
    expect([await byToken(doctor), await byToken(token), await byKey(known['api_key'])]).toEqual([201, 201, 201]);
    const atTheEdge = (headers: Record<string, string>) => give(headers, stack.addresses.edge);
    expect([await atTheEdge({ 'x-api-key': known['api_key'] ?? '' }), await atTheEdge({})]).toEqual([201, 401]);

    const elsewhere = await clientToken(stack, 'nurse-station');
    const forged = `${doctor.slice(0, -8)}AAAAAAAA`;
    const wrong = `${known['api_key']?.slice(0, -8)}AAAAAAAA`;
    expect([await byToken(elsewhere), await byToken(forged), await byKey(wrong)]).toEqual([401, 401, 401]);
    const both = { 'x-api-key': known['api_key'] ?? '', authorization: `Bearer ${token}` };
    expect([await byKey(doctor), await give(both)]).toEqual([401, 401]);

    const mortal = await addMachine(stack, { ...giver, expires_at: '2199-01-01T00:00:00Z' });
    const ends = new Date(Date.now() + 5_000);
    const soon = 'update auth.oauth_client set expires_at = $2 where client_id = $1';
    await withClient(stack.adminUrl, (database) => database.query(soon, [mortal['client_id'], ends]));
    const short = await ownToken(mortal);
    expect([await byToken(short), await byKey(mortal['api_key'])]).toEqual([201, 201]);

    await oauthCommand(stack, 'clients', 'revoke', known['client_id'] ?? '', '--reason', 'spec');
    const revokedAt = performance.now();
    await until(async () => ((await byToken(token)) === 401 && (await byKey(known['api_key'])) === 401) || undefined);
    expect(performance.now() - revokedAt).toBeLessThan(1_000);

    await until(async () => Date.now() > ends.getTime() + 1_000 || undefined);
    expect([await byToken(short), await byKey(mortal['api_key'])]).toEqual([401, 401]);
    expect(await byToken(doctor)).toBe(201);
  }, 60_000);
});

describe('[M04 M05] a task', () => {
  it('is created, given, reported on, and ended with its result', async () => {
    const { socket } = await agent('adder-1', 'adding');
    const told: number[] = [];
    socket.on('task:delegate', ({ taskId, attemptToken, parameters }: Delegated, acknowledge?: () => void) => {
      acknowledge?.();
      socket.emit('progress:update', { taskId, attemptToken, progress: 0.5 });
      told.push(Number(parameters['a']));
      socket.emit('task:complete', { taskId, attemptToken, result: { sum: Number(parameters['a']) + 1 } });
    });
    const created = await ask(doctor, 'POST', 'tasks', { task_type: 'adding', parameters: { a: 41 } });
    expect(created.status).toBe(201);
    const done = await endOf(created.body.task_id);
    expect(done).toMatchObject({ status: 'completed', result: { sum: 42 }, assigned_agent_id: 'adder-1' });
    expect(told).toEqual([41]);
    const { body } = await ask(doctor, 'GET', 'tasks?status=completed');
    expect(body.tasks.map(({ task_id: id }: { task_id: string }) => id)).toContain(created.body.task_id);
  });

  it('that fails is tried again, until it is done', async () => {
    const { socket } = await agent('stumbler-1', 'stumbling');
    let attempts = 0;
    socket.on('task:delegate', ({ taskId, attemptToken }: Delegated, acknowledge?: () => void) => {
      acknowledge?.();
      attempts += 1;
      if (attempts === 1) socket.emit('task:failed', { taskId, attemptToken, error: 'stumbled' });
      else socket.emit('task:complete', { taskId, attemptToken, result: 'done' });
    });
    const { body } = await ask(doctor, 'POST', 'tasks', { task_type: 'stumbling', parameters: {} });
    expect(await endOf(body.task_id)).toMatchObject({ status: 'completed', result: 'done' });
    expect(attempts).toBe(2);
  }, 30_000);
});

describe('[M06] a task that has to wait', () => {
  it('comes after those of higher priority, and after the tasks that it depends on', async () => {
    const create = async (name: string, more: object) => {
      const body = { task_type: 'queueing', parameters: { name }, ...more };
      return (await ask(doctor, 'POST', 'tasks', body)).body.task_id as string;
    };
    const [low, high] = [await create('low', { priority: 1 }), await create('high', { priority: 10 })];
    const last = await create('last', { priority: 10, dependencies: [low] });
    const order: unknown[] = [];
    const { socket } = await agent('queuer-1', 'queueing');
    socket.on('task:delegate', ({ taskId, attemptToken, parameters }: Delegated, acknowledge?: () => void) => {
      acknowledge?.();
      order.push(parameters['name']);
      socket.emit('task:complete', { taskId, attemptToken, result: null });
    });
    for (const taskId of [low, high, last]) expect(await endOf(taskId)).toMatchObject({ status: 'completed' });
    expect(order).toEqual(['high', 'low', 'last']);
  });

  it('ends as late when its deadline passes before anybody could do it', async () => {
    const deadline = new Date(Date.now() + 100).toISOString();
    const { body } = await ask(doctor, 'POST', 'tasks', { task_type: 'nobody_can', deadline });
    expect(await endOf(body.task_id)).toMatchObject({ status: 'timeout', result: null });
  });
});

describe('[M19] a task that fails', () => {
  it('is tried again as often as was asked for, at the pace that was asked for, after the failures that were named', async () => {
    const { socket } = await agent('failer-1', 'failing');
    const tries: { readonly at: number; readonly code: string }[] = [];
    socket.on('task:delegate', ({ taskId, attemptToken, parameters }: Delegated, acknowledge?: () => void) => {
      acknowledge?.();
      const code = String(parameters['code']);
      tries.push({ at: performance.now(), code });
      socket.emit('task:failed', { taskId, attemptToken, error: 'It failed.', errorCode: code });
    });
    const retry = {
      strategy: 'linear',
      delay_seconds: 0.4,
      delay_seconds_max: 0.5,
      retryable_errors: ['TimeoutError'],
    };
    for (const code of ['TimeoutError', 'TypeError']) {
      const request = { task_type: 'failing', parameters: { code }, max_retries: 2, retry };
      const { body } = await ask(doctor, 'POST', 'tasks', request);
      expect(await endOf(body.task_id)).toMatchObject({ status: 'failed', error: 'It failed.' });
    }
    expect(tries.map(({ code }) => code)).toEqual(['TimeoutError', 'TimeoutError', 'TimeoutError', 'TypeError']);
    // Up to a quarter shorter by chance, and the second, which would be 0.8 s, is capped.
    const [first = 0, second = 0, third = 0] = tries.map(({ at }) => at);
    expect(second - first).toBeGreaterThan(295);
    expect(third - second).toBeGreaterThan(370);
  });
});

describe('[M10 M12] a pipeline whose stages are executed one by one', () => {
  it('takes them in order only, and tells its subscribers of it and of nothing else, in order', async () => {
    const { socket } = await agent('stager-1', 'staging');
    socket.on('task:delegate', ({ taskId, attemptToken }: Delegated, acknowledge?: () => void) => {
      acknowledge?.();
      socket.emit('task:complete', { taskId, attemptToken, result: 'staged' });
    });
    const stages = [
      { name: 'first', task_type: 'staging' },
      { name: 'second', task_type: 'staging', dependencies: [1] },
    ];
    const create = async () =>
      (await ask(doctor, 'POST', 'pipelines', { name: 'by hand', stages, execution_mode: 'manual' })).body.pipeline_id;
    const [pipelineId, other] = [await create(), await create()];
    const watcher = io(stack.addresses.agentSocket, { transports: ['websocket'], auth: { token: doctor } });
    sockets.push(watcher);
    await heard(watcher, 'connected');
    const told: [string, Record<string, unknown>][] = [];
    watcher.onAny((event: string, payload: Record<string, unknown>) => told.push([event, payload]));
    expect(await watcher.emitWithAck('subscribe', { rooms: [`pipeline:${pipelineId}`] })).toMatchObject({ ok: true });
    const execute = (id: string, stage: number) => ask(doctor, 'POST', `pipelines/${id}/stages/${stage}/execute`, {});
    expect((await execute(pipelineId, 2)).status).toBe(409);
    expect((await execute(other, 1)).status).toBe(202);
    const started = await execute(pipelineId, 1);
    expect(started).toMatchObject({ status: 202, body: { stage: 1, status: 'running', task_id: expect.any(String) } });
    await endOf(started.body.task_id);
    await endOf((await execute(pipelineId, 2)).body.task_id);
    await until(async () => told.find(([event]) => event === 'pipeline:completed'));
    expect(told.every(([, payload]) => payload['pipelineId'] === pipelineId)).toBe(true);
    expect(
      told.map(([event, { stage, status }]) => [event, stage ?? status]).filter(([event]) => !isOfTask(event)),
    ).toEqual([
      ['pipeline:status', 'running'],
      ['pipeline:stage', 1],
      ['pipeline:stage_started', 1],
      ['pipeline:stage', 1],
      ['pipeline:stage_completed', 1],
      ['pipeline:stage', 2],
      ['pipeline:stage_started', 2],
      ['pipeline:stage', 2],
      ['pipeline:stage_completed', 2],
      ['pipeline:status', 'completed'],
      ['pipeline:completed', 'completed'],
    ]);
  });

  it('leaves agents their heartbeats, which are acknowledged, and hangs up on messages beyond a mebibyte', async () => {
    const { socket } = await agent('beater-1', 'beating');
    const acknowledged = heard(socket, 'heartbeat_ack');
    const timestamp = new Date().toISOString();
    expect(await socket.emitWithAck('heartbeat', { status: 'active', timestamp })).toEqual({ ok: true });
    expect(await acknowledged).toEqual({ timestamp, server_time: expect.any(String) });
    const gone = heard(socket, 'disconnect');
    socket.emit('subscribe', { rooms: ['x'.repeat(1_100_000)] });
    await gone;
  });
});

describe('[M17] what the orchestrator is sent', () => {
  it('is refused where it has not the shape or size that was promised, and never fails it', async () => {
    const nested = '{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000);
    const send = async (body: string, type = 'application/json') => {
      const headers = { authorization: `Bearer ${doctor}`, 'content-type': type };
      const response = await fetch(`${stack.addresses.orchestrator}/api/v1/tasks`, { method: 'POST', headers, body });
      return [response.status, (JSON.parse(await response.text()) as { error?: { code?: string } }).error?.code];
    };
    const invalid = 'INVALID_PARAMETERS';
    expect(await send('{"task_type":"x","colour":1}')).toEqual([400, invalid]);
    expect(await send('{"task_type":"x","parameters":{"a":"\\u0000"}}')).toEqual([400, invalid]);
    expect(await send(`{"task_type":"x","parameters":${nested}}`)).toEqual([400, invalid]);
    expect(await send('<task/>', 'application/xml')).toEqual([415, invalid]);
    // Answered before the body is there: who goes on sending may see the connection break instead of the answer.
    const request = httpRequest(`${stack.addresses.orchestrator}/api/v1/tasks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${doctor}`, 'content-type': 'application/json', 'content-length': 10_600_000 },
    });
    request.flushHeaders();
    const [response] = await once(request, 'response');
    request.on('error', () => undefined).destroy();
    expect(response.statusCode).toBe(413);
  });
});

describe('[M11] the port of the sockets', () => {
  it('lets nobody in without a token', async () => {
    const socket = io(stack.addresses.agentSocket, { transports: ['websocket'], auth: {}, reconnection: false });
    sockets.push(socket);
    const error = await heard(socket, 'connect_error');
    expect(String(error)).not.toContain('undefined');
    const plain = new WebSocket(`${stack.addresses.agentSocket.replace('http', 'ws')}/ws`);
    const [refused] = await once(plain, 'error');
    expect(String(refused)).toContain('401');
  });

  it('speaks frames of type and payload to clients without Socket.IO', async () => {
    const url = `${stack.addresses.agentSocket.replace('http', 'ws')}/ws`;
    const plain = new WebSocket(url, { headers: { authorization: `Bearer ${doctor}` } });
    const [first] = await once(plain, 'message');
    expect(JSON.parse(String(first))).toMatchObject({ type: 'connected' });
    plain.send(JSON.stringify({ type: 'subscribe', payload: { rooms: ['agents'] } }));
    plain.close();
    await once(plain, 'close');
  });
});

describe('[M13] two orchestrators', () => {
  it('tell a client of either what happens at the other', async () => {
    const [port, socketPort] = [await freePort(), await freePort()];
    const spec = roomSpecs.orchestrator(stack.installation);
    const second = await startApp({
      ...spec,
      readyUrl: `http://127.0.0.1:${port}/ready`,
      logFile: stack.folder.file('logs/second-orchestrator.log'),
      environment: { ...spec.environment, PORT: String(port), WS_PORT: String(socketPort) },
    });
    try {
      const watcher = io(`http://127.0.0.1:${socketPort}`, { transports: ['websocket'], auth: { token: doctor } });
      sockets.push(watcher);
      await heard(watcher, 'connected');
      const { body } = await ask(doctor, 'POST', 'tasks', { task_type: 'nobody_can', parameters: {} });
      await watcher.emitWithAck('subscribe', { rooms: [`task:${body.task_id}`] });
      const news = heard(watcher, 'task:status');
      expect((await ask(doctor, 'POST', `tasks/${body.task_id}/cancel`, {})).status).toBe(200);
      expect(await news).toMatchObject({ taskId: body.task_id, status: 'cancelled' });
      watcher.disconnect();
    } finally {
      await second.stop();
    }
  }, 60_000);
});

describe('[M07] work that was begun', () => {
  it('is lost neither with the agent nor with the orchestrator when they are killed', async () => {
    const { token, socket } = await agent('mortal-1', 'enduring');
    const given: Delegated[] = [];
    socket.on('task:delegate', (task: Delegated, acknowledge?: () => void) => {
      acknowledge?.();
      given.push(task);
    });
    const { body } = await ask(doctor, 'POST', 'tasks', { task_type: 'enduring', parameters: { n: 7 } });
    await until(async () => given[0]);
    const orchestrator = stack.apps.find(({ name }) => name === 'orchestrator');
    orchestrator?.kill('SIGKILL');
    await orchestrator?.exited;
    socket.disconnect();
    const again = await startApp(roomSpecs.orchestrator(stack.installation));
    try {
      const successor = io(stack.addresses.agentSocket, { transports: ['websocket'], auth: { token } });
      sockets.push(successor);
      successor.on('connect', () => successor.emit('agent:register', { agentId: 'mortal-1' }));
      successor.on('task:delegate', ({ taskId, attemptToken, parameters }: Delegated, acknowledge?: () => void) => {
        acknowledge?.();
        successor.emit('task:complete', { taskId, attemptToken, result: parameters });
      });
      expect(await until(async () => endOf(body.task_id), 60_000)).toMatchObject({
        status: 'completed',
        result: { n: 7 },
      });
    } finally {
      for (const each of sockets) each.disconnect();
      await again.stop();
    }
  }, 120_000);
});
