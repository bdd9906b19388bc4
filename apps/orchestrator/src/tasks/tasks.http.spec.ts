import { engineBackends } from '../testing/engine-backends.js';
import { newId, type OrchestratorHouse } from '../testing/orchestrator-house.js';
import { PlainClient } from '../testing/plain-client.js';

let house: OrchestratorHouse;
const backends = await engineBackends();
afterAll(() => backends.stop());

const undelivered = async (taskId: string) =>
  (await house.query('select undelivered from orchestrator.task where task_id = $1', [taskId]))[0]?.['undelivered'];

describe.each(backends.all)('a task, with tickets in $name', ({ open }) => {
  beforeAll(async () => {
    house = await open();
  });
  afterAll(() => house.close());

  it('is created, done by an agent that can do it, and its result is there for who asked (feature M04)', async () => {
    await house.agent('doubler', { double: ({ number }) => ({ double: Number(number) * 2 }) });
    const created = await house.ask('POST', 'tasks', { task_type: 'double', parameters: { number: 21 } });
    expect({ status: created.status, body: created.body }).toEqual({
      status: 201,
      body: { task_id: expect.any(String), status: 'queued', created_at: expect.any(String) },
    });
    const done = await house.ends(created.body.task_id);
    expect(done).toMatchObject({ result: { double: 42 }, assigned_agent_id: 'doubler', progress: 1, error: null });
    const events = await Promise.all(
      ['task.created', 'task.delegated', 'task.completed'].map((event) => house.trail(event)),
    );
    for (const entries of events) {
      expect(entries).toMatchObject([
        { outcome: 'success', body: { entity: { type: 'Task', id: created.body.task_id } } },
      ]);
      expect(JSON.stringify(entries.map(({ body }) => body['detail'] ?? null))).not.toMatch(/\b(21|42)\b/);
    }
  });

  it('is one task for one idempotency key, and a key used for another request is refused', async () => {
    const body = { task_type: 'once', parameters: { a: 1 }, idempotency_key: 'key-1' };
    const [first, second] = await Promise.all([house.ask('POST', 'tasks', body), house.ask('POST', 'tasks', body)]);
    expect(second.body.task_id).toBe(first.body.task_id);
    const other = await house.ask('POST', 'tasks', { ...body, parameters: { a: 2 } });
    expect({ status: other.status, code: other.body.error.code }).toEqual({
      status: 409,
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('is seen by who created it and by managers, and by nobody else', async () => {
    const taskId = await house.task({ task_type: 'secret' });
    const seen = async (sub: string, role: string) =>
      (await house.call('GET', `tasks/${taskId}`, { token: await house.tokenOf(sub, role) })).status;
    expect([
      await seen('dr-house', 'doctor'),
      await seen('dr-other', 'doctor'),
      await seen('boss', 'supervisor'),
    ]).toEqual([200, 404, 200]);
    const list = await house.call('GET', 'tasks', { token: await house.tokenOf('dr-other') });
    expect(list.body.pagination.total).toBe(0);
    const agent = await house.register('onlooker', ['secret']);
    expect((await house.call('GET', `tasks/${taskId}`, { token: agent })).status).toBe(404);
  });

  it.each([
    ['cancel', {}],
    ['delegate', { agent_id: 'onlooker' }],
  ])('is left alone by a stranger who tries to %s it', async (action, body) => {
    const taskId = await house.task({ task_type: 'untouched' });
    const token = await house.tokenOf('dr-other');
    expect((await house.call('POST', `tasks/${taskId}/${action}`, { token, body })).status).toBe(404);
    expect((await house.ask('GET', `tasks/${taskId}`)).body.status).toBe('queued');
  });

  it.each([
    ['is cancelled', 'cancel', {}],
    ['is given to an agent by name', 'delegate', { agent_id: 'by-hand' }],
  ])('leaves no ticket behind when it %s, for nobody may come who takes it', async (_case, action, body) => {
    await house.register('by-hand', ['something_else']);
    const kind = `left_${action}`;
    const taskId = await house.task({ task_type: kind });
    await house.until(async () => (await house.tickets(kind)) === 1);
    expect((await house.ask('POST', `tasks/${taskId}/${action}`, body)).status).toBe(200);
    await house.until(async () => (await house.tickets(kind)) === 0);
  });

  it('is listed with as many others as can be carried, and the rest follows', async () => {
    const token = await house.tokenOf('dr-verbose');
    const bodies = Array.from({ length: 12 }, (_none, n) => ({
      task_type: 'wordy',
      parameters: { n, x: 'y'.repeat(900_000) },
    }));
    for (const body of bodies) await house.call('POST', 'tasks', { token, body });
    const seen: unknown[] = [];
    const sizes: number[] = [];
    for (let more = true; more;) {
      const path = `tasks?task_type=wordy&limit=1000&offset=${seen.length}`;
      const { body } = await house.call('GET', path, { token });
      sizes.push(JSON.stringify(body).length);
      seen.push(...body.tasks.map(({ parameters }: { parameters: { n: number } }) => parameters.n));
      more = body.pagination.has_more;
    }
    expect(seen).toEqual(bodies.map(({ parameters }) => parameters.n).reverse());
    expect(Math.max(...sizes)).toBeLessThan(10 * 1024 * 1024);
    expect(sizes).toHaveLength(2);
  });

  it('is not cancelled with a token that may only read', async () => {
    const taskId = await house.task({ task_type: 'untouched' });
    const token = await house.tokenOf('dr-house', 'doctor', 'read:tasks');
    expect((await house.call('POST', `tasks/${taskId}/cancel`, { token, body: {} })).status).toBe(403);
  });

  it('goes to the agent that is named, once (feature M05)', async () => {
    const token = await house.register('named', ['by_name']);
    const taskId = await house.task({ task_type: 'by_name' });
    const delegated = await house.ask('POST', `tasks/${taskId}/delegate`, { agent_id: 'named', priority: 9 });
    expect({ status: delegated.status, body: delegated.body }).toEqual({
      status: 200,
      body: {
        task_id: taskId,
        agent_id: 'named',
        status: 'assigned',
        assigned_at: expect.any(String),
        estimated_completion: null,
      },
    });
    const again = await house.ask('POST', `tasks/${taskId}/delegate`, { agent_id: 'named' });
    expect({ status: again.status, code: again.body.error.code }).toEqual({
      status: 409,
      code: 'TASK_ALREADY_ASSIGNED',
    });
    const [row] = await house.query('select attempt_token from orchestrator.task where task_id = $1', [taskId]);
    const body = { attempt_token: row?.['attempt_token'], result: { ok: true } };
    const completed = await house.call('POST', `tasks/${taskId}/complete`, { token, body });
    expect(completed.body).toEqual({ task_id: taskId, status: 'completed', completed_at: expect.any(String) });
  });

  it('waits for the agent that is named and away, and is brought to it when it comes', async () => {
    const token = await house.register('away', ['by_name_later']);
    const taskId = await house.task({ task_type: 'by_name_later' });
    await house.ask('POST', `tasks/${taskId}/delegate`, { agent_id: 'away' });
    await house.until(async () => (await undelivered(taskId)) === true);
    await house.runtime('away', token, { by_name_later: () => 'here' });
    expect(await house.ends(taskId)).toMatchObject({ result: 'here', assigned_agent_id: 'away', retry_count: 0 });
    expect(await undelivered(taskId)).toBe(false);
  });

  it('goes at once to the agent that is named on a plain connection of another instance (feature M13)', async () => {
    const other = await house.another();
    try {
      const token = await house.register('far-away', ['by_name_far']);
      const agent = await PlainClient.open(`http://127.0.0.1:${other.wsPort}`, token);
      expect(await agent.ask('agent:register', { agentId: 'far-away' })).toMatchObject({ ok: true });
      const taskId = await house.task({ task_type: 'by_name_far_only' });
      await house.ask('POST', `tasks/${taskId}/delegate`, { agent_id: 'far-away' });
      const { attemptToken, attempt } = await agent.task(taskId);
      expect({ attempt, kept: await undelivered(taskId) }).toEqual({ attempt: 1, kept: false });
      await agent.ask('task:complete', { taskId, attemptToken, result: 'from afar' });
      expect(await house.ends(taskId)).toMatchObject({ result: 'from afar', retry_count: 0 });
      await house.call('DELETE', 'agents/far-away', { token: await house.tokenOf('workshop', 'supervisor') });
      await agent.closed;
    } finally {
      await other.stop();
    }
  });

  it('goes to somebody else when the agent that is named does not come before the lease ends', async () => {
    await house.register('gone', ['left']);
    const taskId = await house.task({ task_type: 'left' });
    await house.ask('POST', `tasks/${taskId}/delegate`, { agent_id: 'gone' });
    await house.until(async () => (await undelivered(taskId)) === true);
    await house.query('update orchestrator.task set lease_expires_at = now() where task_id = $1', [taskId]);
    await house.agent('heir', { left: () => 'inherited' });
    expect(await house.ends(taskId)).toMatchObject({ result: 'inherited', assigned_agent_id: 'heir', retry_count: 1 });
  });

  it('is done by an agent that knows REST only, as the older control panel has it (feature M05)', async () => {
    const token = await house.register('plain-rest', ['by_rest']);
    const taskId = await house.task({ task_type: 'by_rest' });
    await house.ask('POST', `tasks/${taskId}/delegate`, { agent_id: 'plain-rest' });
    const other = await house.register('other-rest', ['by_rest']);
    const complete = (by: string, result: unknown) =>
      house.call('POST', `tasks/${taskId}/complete`, { token: by, body: { result, metadata: {} } });
    expect((await complete(other, { done: 1 })).status).toBe(409);
    const first = await complete(token, { done: 1 });
    expect(first).toMatchObject({ status: 200, body: { task_id: taskId, status: 'completed' } });
    const again = await complete(token, { done: 1 });
    expect({ status: again.status, body: again.body }).toEqual({ status: 200, body: first.body });
    expect((await complete(token, { done: 2 })).status).toBe(409);
    const entries = (await house.trail('task.completed')).filter(({ body }) => JSON.stringify(body).includes(taskId));
    expect(entries).toHaveLength(1);
  });

  it('is failed over REST without the token of the attempt, and tried again', async () => {
    const token = await house.register('failing-rest', ['fails_by_rest']);
    const taskId = await house.task({ task_type: 'fails_by_rest' });
    await house.ask('POST', `tasks/${taskId}/delegate`, { agent_id: 'failing-rest' });
    const fail = () => house.call('POST', `tasks/${taskId}/fail`, { token, body: { error: 'Not today.' } });
    expect(await fail()).toMatchObject({ status: 200, body: { status: 'queued' } });
    expect((await fail()).status).toBe(409);
  });

  it.each([
    ['complete', { result: 1 }],
    ['fail', { error: 'Not today.' }],
  ])('is not found where there is none to %s', async (action, body) => {
    const token = await house.register(`lost-${action}`, ['lost']);
    const answer = await house.call('POST', `tasks/${newId()}/${action}`, { token, body });
    expect({ status: answer.status, code: answer.body.error.code }).toEqual({ status: 404, code: 'TASK_NOT_FOUND' });
  });

  it('takes no result of an attempt that was given up, and puts that on the trail', async () => {
    const token = await house.register('late', ['late']);
    const taskId = await house.task({ task_type: 'late' });
    const body = { attempt_token: newId(), result: 1 };
    const reply = await house.call('POST', `tasks/${taskId}/complete`, { token, body });
    expect({ status: reply.status, code: reply.body.error.code }).toEqual({ status: 409, code: 'STALE_ATTEMPT' });
    const refused = (await house.trail('task.result.refused')).filter(({ body }) =>
      JSON.stringify(body).includes(taskId),
    );
    expect(refused).toMatchObject([
      { outcome: 'refused', body: { entity: { id: taskId }, actor: { subject: 'late' } } },
    ]);
  });

  it('is tried again after a failure, and fails when no try is left', async () => {
    let tries = 0;
    await house.agent('clumsy', {
      clumsy: () => {
        tries += 1;
        throw new Error('of the record of somebody');
      },
    });
    const retry = { delay_seconds: 0.1 };
    const failed = await house.ends(await house.task({ task_type: 'clumsy', max_retries: 1, retry }), 'failed');
    expect({ tries, failed }).toMatchObject({
      tries: 2,
      failed: { retry_count: 1, error: 'The agent failed (Error).' },
    });
    const retried = await house.ask('POST', `tasks/${failed.task_id}/retry`);
    expect(retried.body.status).toBe('queued');
  });

  it('is tried again as its policy says, and only after failures that the policy names (feature M19)', async () => {
    await house.agent('moody', {
      moody: ({ kind }) => {
        throw Object.assign(new Error('of the record of somebody'), { name: String(kind) });
      },
    });
    const retry = { strategy: 'fixed', delay_seconds: 0.1, retryable_errors: ['Passing'] };
    const ask = (kind: string) => house.task({ task_type: 'moody', parameters: { kind }, max_retries: 2, retry });
    const [passing, lasting] = await Promise.all([ask('Passing'), ask('Lasting')]);
    expect(await house.ends(passing, 'failed')).toMatchObject({ retry_count: 2 });
    expect(await house.ends(lasting, 'failed')).toMatchObject({ retry_count: 0 });
  });

  it('is refused with a number that cannot be kept, instead of losing it', async () => {
    const token = await house.tokenOf('dr-house');
    const response = await fetch(`http://127.0.0.1:${house.running.port}/api/v1/tasks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"task_type":"weighed","parameters":{"grams":1e400}}',
    });
    expect(response.status).toBe(400);
  });

  it('waits for the tasks that it depends on (feature M06)', async () => {
    const order: string[] = [];
    const first = await house.task({ task_type: 'ordered', parameters: { name: 'first' } });
    const second = await house.ask('POST', 'tasks', {
      task_type: 'ordered',
      parameters: { name: 'second' },
      priority: 10,
      // However often and in whatever letters it is named.
      dependencies: [first, first, first.toUpperCase()],
    });
    expect(second.body.status).toBe('pending');
    await house.agent('orderly', { ordered: ({ name }) => order.push(String(name)) });
    await house.ends(second.body.task_id);
    expect(order).toEqual(['first', 'second']);
  });

  it('is found again when its ticket was lost between the commit and the queue (feature M07)', async () => {
    const parameters = { made: 'by hand' };
    const [row] = await house.query(
      `insert into orchestrator.task (task_type, parameters, status, created_by, due_at)
       values ('ticketless', $1, 'queued', 'dr-house', now() - interval '1 minute') returning task_id`,
      [parameters],
    );
    await house.agent('finder', { ticketless: () => 'found' });
    expect(await house.ends(String(row?.['task_id']))).toMatchObject({ result: 'found', retry_count: 0 });
  });

  it('goes before others of lower priority (feature M06)', async () => {
    const order: number[] = [];
    const tasks = await Promise.all(
      [1, 10, 5].map((priority) => house.task({ task_type: 'ranked', parameters: { priority }, priority })),
    );
    await house.agent('ranker', { ranked: ({ priority }) => order.push(Number(priority)) });
    await Promise.all(tasks.map((taskId) => house.ends(taskId)));
    expect(order).toEqual([10, 5, 1]);
  });

  it('goes before others that were there first once its priority is raised (feature M06)', async () => {
    const order: unknown[] = [];
    const task = (name: string) => house.task({ task_type: 'raised', parameters: { name } });
    const tasks = [await task('first'), await task('second'), await task('raised')];
    expect((await house.ask('PUT', `tasks/${tasks[2]}`, { priority: 10 })).body.priority).toBe(10);
    expect(await house.tickets('raised')).toBe(3);
    await house.agent('raiser', { raised: ({ name }) => order.push(name) });
    await Promise.all(tasks.map((taskId) => house.ends(taskId)));
    expect(order).toEqual(['raised', 'first', 'second']);
  });

  it('ends as late when its deadline passes, and takes those with it that wait for it (feature M06)', async () => {
    const late = await house.task({ task_type: 'nobody_can' });
    const waiting = await house.task({ task_type: 'nobody_can', dependencies: [late] });
    await house.ask('PUT', `tasks/${late}`, { deadline: new Date().toISOString() });
    await house.ends(late, 'timeout');
    await house.ends(waiting, 'cancelled');
  });

  it('is tried once more only behind what it depends on (feature M06)', async () => {
    const first = await house.task({ task_type: 'tried_in_order' });
    const second = await house.task({ task_type: 'tried_in_order', dependencies: [first] });
    await house.ask('POST', `tasks/${first}/cancel`);
    const retry = async (taskId: string) => {
      const { status, body } = await house.ask('POST', `tasks/${taskId}/retry`);
      return { status, is: body.status ?? body.error.code };
    };
    expect(await retry(second)).toEqual({ status: 409, is: 'INVALID_TASK_TRANSITION' });
    expect(await retry(first)).toEqual({ status: 200, is: 'queued' });
    expect(await retry(second)).toEqual({ status: 200, is: 'pending' });
    const order: string[] = [];
    await house.agent('in-order', { tried_in_order: (_parameters, { taskId }) => order.push(taskId) });
    await house.ends(second);
    expect(order).toEqual([first, second]);
  });

  it('is cancelled while an agent works on it, and the agent is told', async () => {
    let aborted = false;
    let begun = false;
    await house.agent('patient-one', {
      endless: (_parameters, { signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => (aborted = true));
          begun = true;
        }),
    });
    const taskId = await house.task({ task_type: 'endless' });
    await house.until(async () => begun);
    const cancelled = await house.ask('POST', `tasks/${taskId}/cancel`);
    expect(cancelled.body.status).toBe('cancelled');
    await house.until(async () => aborted);
    const again = await house.ask('POST', `tasks/${taskId}/cancel`);
    expect({ status: again.status, code: again.body.error.code }).toEqual({
      status: 409,
      code: 'INVALID_TASK_TRANSITION',
    });
  });
});
