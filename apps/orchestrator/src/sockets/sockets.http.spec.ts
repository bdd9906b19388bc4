import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { newId, OrchestratorHouse } from '../testing/orchestrator-house.js';
import { PlainClient } from '../testing/plain-client.js';

const clients: { close(): unknown }[] = [];
let house: OrchestratorHouse;
beforeAll(async () => {
  house = await OrchestratorHouse.open();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => house.close());

const plain = async (token: string) => {
  const client = await PlainClient.open(house.wsUrl, token);
  clients.push(client);
  return client;
};
const socketIo = (token?: string): Socket => {
  const socket = io(house.wsUrl, { transports: ['websocket'], reconnection: false, auth: token ? { token } : {} });
  clients.push(socket);
  return socket;
};
const heard = (socket: Socket, event: string) => new Promise<unknown>((resolve) => socket.once(event, resolve));
const agentAt = async (agentId: string, capability: string) => {
  const client = await plain(await house.register(agentId, [capability]));
  expect(await client.ask('agent:register', { agentId })).toMatchObject({ ok: true });
  return client;
};
const refusal = (path: string, headers: Record<string, string>): Promise<IncomingMessage> => {
  const socket = new WebSocket(`${house.wsUrl.replace('http', 'ws')}${path}`, { headers });
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.on('unexpected-response', (_request, response) => resolve(response)));
};
const handshake = async (path: string, headers: Record<string, string>) => {
  const { statusCode = 0 } = await refusal(path, headers);
  return statusCode;
};
const refusals = async (event: string) => (await house.trail(event)).filter(({ outcome }) => outcome === 'refused');

describe('the WebSocket port (feature M11)', () => {
  it('lets nobody in without a valid token, over either protocol, and records each refusal', async () => {
    const before = (await refusals('agent.authenticated')).length;
    const error = await heard(socketIo(), 'connect_error');
    expect(error).toMatchObject({ data: { code: expect.stringContaining('token') } });
    expect(await handshake('/ws', {})).toBe(401);
    expect(await handshake('/ws', { authorization: 'Bearer cga_unknown' })).toBe(401);
    expect(await refusals('agent.authenticated')).toHaveLength(before + 3);
  });

  it('says to whoever it refuses by which scheme to come (RFC 9110 §15.5.2)', async () => {
    expect((await refusal('/ws', {})).headers).toMatchObject({ 'www-authenticate': 'Bearer' });
    const { headers } = await refusal('/ws?x=1', { authorization: 'Bearer cga_unknown' });
    expect(headers).toMatchObject({ 'www-authenticate': 'Bearer error="invalid_token"' });
  });

  it('takes no token from the address', async () => {
    const token = await house.tokenOf('dr-house');
    expect(await handshake(`/ws?token=${token}`, {})).toBe(401);
    expect(await handshake(`/elsewhere?token=${token}`, { authorization: `Bearer ${token}` })).toBe(404);
  });

  it('refuses a browser that comes from elsewhere', async () => {
    const authorization = `Bearer ${await house.tokenOf('dr-house')}`;
    expect(await handshake('/ws', { authorization, origin: 'https://elsewhere.example' })).toBe(403);
  });

  it('lets in clients that name the address they came to as their origin', async () => {
    const headers = { authorization: `Bearer ${await house.tokenOf('dr-house')}`, origin: house.wsUrl };
    const plainly = new WebSocket(`${house.wsUrl.replace('http', 'ws')}/ws`, { headers });
    const byName = io(house.wsUrl, { transports: ['websocket'], reconnection: false, extraHeaders: headers });
    clients.push(plainly, byName);
    await Promise.all([once(plainly, 'open'), heard(byName, 'connected')]);
    expect(await handshake('/ws', { ...headers, origin: `${house.wsUrl}0` })).toBe(403);
  });

  it('answers an event that comes without anything but the wish for an answer', async () => {
    const socket = socketIo(await house.tokenOf('dr-house'));
    await heard(socket, 'connected');
    expect(await socket.emitWithAck('subscribe')).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });

  it('takes progress in the words of the older control panel', async () => {
    const agent = await agentAt('older-agent', 'older_work');
    const taskId = await house.task({ task_type: 'older_work' });
    await agent.task(taskId);
    const words = { taskId, pipelineId: null, stage: 1, progress: 0.5, status: 'running', message: 'half' };
    expect(await agent.ask('progress:update', words)).toMatchObject({ ok: true });
    expect(await agent.ask('progress:update', { ...words, attemptToken: newId() })).toMatchObject({
      ok: false,
      error: { code: 'task.attempt.stale' },
    });
    expect(await agent.ask('task:complete', { taskId, result: 'done' })).toMatchObject({ ok: true });
    expect(await house.ends(taskId)).toMatchObject({ result: 'done', progress: 1 });
  });

  it('hangs up when the token expires, and says so first', async () => {
    const claims = { sub: 'brief', role: 'doctor', scope: 'read:tasks', aud: 'http://orchestrator.clinic.example' };
    const token = await house.issuer.token({ ...claims, seconds: 2 });
    const [client, socket] = [await plain(token), socketIo(token)];
    const said = heard(socket, 'connection:closing');
    const gone = heard(socket, 'disconnect');
    expect(await client.closed).toBe(1008);
    expect(client.frames.at(-1)).toMatchObject({ type: 'connection:closing', payload: { code: 'token.expired' } });
    expect(await said).toMatchObject({ code: 'token.expired' });
    await gone;
  });

  it('hangs up when the token is revoked, and when an agent gets another', async () => {
    const jti = 'revoked-token';
    const claims = { sub: 'gone', role: 'doctor', scope: 'read:tasks', aud: 'http://orchestrator.clinic.example', jti };
    const [client, agent] = [await plain(await house.issuer.token(claims)), await agentAt('renewed', 'renewing')];
    await house.query(
      `insert into access.revocation (kind, value, expires_at) values ('token', $1, now() + interval '1 hour')`,
      [jti],
    );
    expect(await client.closed).toBe(1008);
    await house.call('POST', 'agents/renewed/token', { token: await house.tokenOf('workshop', 'supervisor') });
    expect(await agent.closed).toBe(1008);
  });

  it('hangs up on an agent that has taken up no work, and wants out of our rooms, when it gets another token', async () => {
    const token = await house.register('idle-bearer', ['idling']);
    const [plainly, byName] = [await plain(token), socketIo(token)];
    const gone = heard(byName, 'disconnect');
    await heard(byName, 'connected');
    const rooms = ['bearers:idle-bearer', 'hands:idle-bearer'];
    expect(await plainly.ask('unsubscribe', { rooms })).toMatchObject({ ok: true });
    await byName.emitWithAck('unsubscribe', { rooms });
    await house.call('POST', 'agents/idle-bearer/token', { token: await house.tokenOf('workshop', 'supervisor') });
    expect(await plainly.closed).toBe(1008);
    await gone;
  });

  it('takes messages up to one mebibyte, and hangs up on larger ones (feature M12)', async () => {
    const client = await plain(await house.tokenOf('dr-house'));
    const nearly = await client.ask('subscribe', { rooms: ['x'.repeat(1_000_000)] });
    expect(nearly).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
    client.send('subscribe', { rooms: ['x'.repeat(1_100_000)] });
    expect(await client.closed).toBe(1009);
    const socket = socketIo(await house.tokenOf('dr-house'));
    await heard(socket, 'connect');
    socket.emit('subscribe', { rooms: ['x'.repeat(1_100_000)] });
    await heard(socket, 'disconnect');
  });

  it('acknowledges heartbeats, and refuses those of somebody who is no agent', async () => {
    const agent = await agentAt('beating', 'beats');
    expect(await agent.ask('heartbeat', { status: 'active' })).toMatchObject({ ok: true });
    expect(agent.frames).toContainEqual(expect.objectContaining({ type: 'heartbeat_ack' }));
    const person = await plain(await house.tokenOf('dr-house'));
    const answer = await person.ask('heartbeat', {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'access.refused' } });
    expect((await refusals('agent.updated')).at(-1)?.body).toMatchObject({ actor: { subject: 'dr-house' } });
  });

  it('takes no more from a connection whose token was replaced, even if the other end does not hang up', async () => {
    const agent = await agentAt('undead', 'rising');
    const taskId = await house.task({ task_type: 'rising' });
    const { attemptToken } = await agent.task(taskId);
    agent.socket.pause();
    await house.call('POST', 'agents/undead/token', { token: await house.tokenOf('workshop', 'supervisor') });
    agent.send('task:complete', { taskId, attemptToken, result: 'too late' });
    const startedAt = performance.now();
    agent.socket.resume();
    await agent.closed;
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect((await house.ask('GET', `tasks/${taskId}`)).body.status).toBe('assigned');
  });

  it('lets nobody deliver who may not execute tasks, as over REST, and records that', async () => {
    const person = await plain(await house.tokenOf('dr-house'));
    const attempt = { taskId: newId(), attemptToken: newId() };
    for (const [event, payload] of [
      ['progress:update', { ...attempt, progress: 0.5 }],
      ['task:complete', { ...attempt, result: 1 }],
      ['task:failed', { ...attempt, error: 'x' }],
    ] as const)
      expect(await person.ask(event, payload)).toMatchObject({ ok: false, error: { code: 'access.refused' } });
    expect((await refusals('task.failed')).at(-1)?.body).toMatchObject({ actor: { subject: 'dr-house' } });
  });

  it('refuses clients of an older Socket.IO in words that they understand', async () => {
    expect(await handshake('/socket.io/?EIO=3&transport=websocket', {})).toBe(400);
  });

  it('takes nobody on as an agent that the token does not name', async () => {
    await house.register('victim', ['anything']);
    const thief = await plain(await house.register('thief', ['anything']));
    const answer = await thief.ask('agent:register', { agentId: 'victim' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'access.refused' } });
    expect((await refusals('agent.authenticated')).at(-1)?.body).toMatchObject({ actor: { subject: 'thief' } });
  });
});

describe('an agent on a plain WebSocket', () => {
  it('is brought a task, acknowledges it and delivers the result', async () => {
    const agent = await agentAt('plain-one', 'plainly');
    const taskId = await house.task({ task_type: 'plainly', parameters: { a: 1 } });
    const { attemptToken, parameters } = await agent.task(taskId);
    expect(parameters).toEqual({ a: 1 });
    const unkept = await agent.ask('task:complete', { taskId, attemptToken, result: 'a\0b' });
    expect(unkept).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
    expect(await agent.ask('task:complete', { taskId, attemptToken, result: 'done' })).toMatchObject({ ok: true });
    expect(await house.ends(taskId)).toMatchObject({ result: 'done' });
  });

  it('keeps its task when the connection breaks, and delivers after it has come back', async () => {
    const token = await house.register('shaky', ['shaking']);
    const first = await plain(token);
    await first.ask('agent:register', { agentId: 'shaky' });
    const taskId = await house.task({ task_type: 'shaking' });
    const { attemptToken } = await first.task(taskId);
    first.socket.terminate();
    const second = await plain(token);
    await second.ask('agent:register', { agentId: 'shaky', running: [{ taskId, attemptToken }] });
    const { payload } = await second.frame(({ type }) => type === 'agent:registered');
    expect(payload.abandoned).toEqual([]);
    await second.ask('task:complete', { taskId, attemptToken, result: 'kept' });
    expect(await house.ends(taskId)).toMatchObject({ result: 'kept', retry_count: 0 });
  });

  it('goes on with an older connection when the newer one of two is lost', async () => {
    const token = await house.register('twofold', ['folding']);
    const [older, newer] = [await plain(token), await plain(token)];
    for (const client of [older, newer]) await client.ask('agent:register', { agentId: 'twofold' });
    newer.socket.terminate();
    await newer.closed;
    const taskId = await house.task({ task_type: 'folding' });
    expect(await older.task(taskId)).toMatchObject({ agentId: 'twofold' });
  });

  it('is brought what it has learnt since it connected, from its next heartbeat on', async () => {
    const agent = await agentAt('pupil', 'counting');
    const token = await house.tokenOf('workshop', 'supervisor');
    await house.call('PUT', 'agents/pupil', { token, body: { capabilities: ['counting', 'reading'] } });
    await agent.ask('heartbeat', {});
    const taskId = await house.task({ task_type: 'reading' });
    expect(await agent.task(taskId)).toMatchObject({ taskType: 'reading' });
  });

  it('reports in the order that it reports in, however fast', async () => {
    const agent = await agentAt('hasty', 'hurrying');
    const taskId = await house.task({ task_type: 'hurrying' });
    const { attemptToken } = await agent.task(taskId);
    const watcher = await plain(await house.tokenOf('dr-house'));
    await watcher.ask('subscribe', { rooms: [`task:${taskId}`] });
    const reports = Array.from({ length: 500 }, (_, nth) => ({ taskId, attemptToken, progress: nth / 500 }));
    for (const report of reports) agent.send('progress:update', report);
    await watcher.frame(({ payload }) => payload.progress === reports.at(-1)?.progress);
    const told = watcher.frames.filter(({ type }) => type === 'progress:update');
    expect(told.map(({ payload }) => payload.progress)).toEqual(reports.map(({ progress }) => progress));
  });

  it('loses a task that it does not acknowledge to another, and its connection too', async () => {
    const deaf = await agentAt('deaf', 'hearing');
    const taskId = await house.task({ task_type: 'hearing' });
    await deaf.frame(({ type }) => type === 'task:delegate');
    await house.agent('hearing-one', { hearing: () => 'heard' });
    expect(await house.ends(taskId)).toMatchObject({ result: 'heard', assigned_agent_id: 'hearing-one' });
    await deaf.closed;
    expect(deaf.frames.at(-1)?.payload).toMatchObject({ code: 'service.timeout' });
  });

  it('is inactive when it has been silent for three heartbeats, and its task is free again (feature M02)', async () => {
    const mute = await agentAt('mute', 'speaking');
    const taskId = await house.task({ task_type: 'speaking', max_retries: 5 });
    await mute.task(taskId);
    await house.until(async () => (await house.ask('GET', 'agents/mute')).body.status === 'inactive');
    expect(await house.trail('agent.silent')).toContainEqual(
      expect.objectContaining({ body: expect.objectContaining({ entity: { type: 'Agent', id: 'mute' } }) }),
    );
    const [row] = await house.query('select attempt from orchestrator.task where task_id = $1', [taskId]);
    expect(row?.['attempt']).toBeGreaterThan(1);
  });
});

describe('whoever watches (feature M12)', () => {
  it('hears of its own tasks, in order, and of no others', async () => {
    const watcher = await plain(await house.tokenOf('dr-house'));
    await house.agent('worker', { watched: () => 'ok' });
    const taskId = await house.task({ task_type: 'watched', deadline: new Date(Date.now() + 60_000).toISOString() });
    await house.ends(taskId);
    const other = await house.task({ task_type: 'unwatched' });
    expect(await watcher.ask('subscribe', { rooms: [`task:${other}`] })).toMatchObject({ ok: true });
    await house.ask('POST', `tasks/${other}/cancel`);
    await house.task({ task_type: 'unwatched-too' });
    const { payload } = await watcher.frame(({ type }) => type === 'task:status');
    expect(payload).toMatchObject({ taskId: other, status: 'cancelled' });
    expect(watcher.frames.filter(({ type }) => type === 'task:status')).toHaveLength(1);
  });

  it('is refused what it may not read, and that is recorded', async () => {
    const taskId = await house.task({ task_type: 'private' });
    const stranger = await plain(await house.tokenOf('dr-other'));
    expect(await stranger.ask('subscribe', { rooms: [`task:${taskId}`] })).toMatchObject({ ok: false });
    expect(await stranger.ask('subscribe', { rooms: ['tasks'] })).toMatchObject({ ok: false });
    expect((await refusals('task.read')).at(-1)?.body).toMatchObject({ actor: { subject: 'dr-other' } });
  });

  it('hears the end that an instance has written and died before it told anybody (feature M13)', async () => {
    const watcher = await plain(await house.tokenOf('dr-house'));
    await watcher.ask('subscribe', { rooms: ['mine'] });
    const taskId = await house.task({ task_type: 'ends_untold' });
    const later = await house.task({ task_type: 'ends_untold' });
    await house.query(`update orchestrator.task set status = 'completed', completed_at = now() where task_id = $1`, [
      taskId,
    ]);
    const ended = await watcher.frame(({ type, payload }) => type === 'task:status' && payload.status === 'completed');
    expect(ended.payload).toMatchObject({ taskId });
    const told = watcher.frames.filter(({ payload }) => [taskId, later].includes(payload.taskId));
    expect(told.map(({ payload }) => payload.status)).toEqual(['queued', 'queued', 'completed']);
  });

  it('hears on one instance what happened on another (feature M13)', async () => {
    const other = await house.another();
    try {
      const token = await house.tokenOf('dr-house');
      const watcher = await PlainClient.open(`http://127.0.0.1:${other.wsPort}`, token);
      clients.push(watcher);
      const here = socketIo(token);
      const heardHere: unknown[] = [];
      here.onAny((event, payload) => heardHere.push({ type: event, payload }));
      await heard(here, 'connected');
      await here.emitWithAck('subscribe', { rooms: ['agents', 'mine'] });
      await watcher.ask('subscribe', { rooms: ['agents', 'mine'] });
      await house.register('newcomer', ['arriving']);
      const pipelineId = (await house.ask('POST', 'pipelines', { name: 'only created' })).body.pipeline_id;
      const agentId = 'newcomer';
      for (const expected of [
        { type: 'agent:registered', payload: expect.objectContaining({ agentId, abandoned: [] }) },
        { type: 'agent:status', payload: { agentId, status: 'inactive' } },
        { type: 'pipeline:status', payload: { pipelineId, status: 'created' } },
        { type: 'pipeline:created', payload: { pipelineId, status: 'created' } },
      ]) {
        await watcher.frame(({ type }) => type === expected.type);
        expect(watcher.frames).toContainEqual(expected);
        await house.until(async () => heardHere.length >= 4);
        expect(heardHere).toContainEqual(expected);
      }
      await watcher.ask('unsubscribe', { rooms: ['agents', 'mine'] });
      const taskId = await house.task({ task_type: 'far' });
      await watcher.ask('subscribe', { rooms: [`task:${taskId}`] });
      await house.ask('POST', `tasks/${taskId}/cancel`);
      const { payload } = await watcher.frame(({ type }) => type === 'task:status');
      expect(payload).toMatchObject({ taskId, status: 'cancelled' });
    } finally {
      await other.stop();
    }
  });
});
