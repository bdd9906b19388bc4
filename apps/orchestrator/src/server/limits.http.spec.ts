import { WebSocket } from 'ws';
import { OrchestratorHouse } from '../testing/orchestrator-house.js';
import { PlainClient } from '../testing/plain-client.js';

let house: OrchestratorHouse;
beforeAll(async () => {
  house = await OrchestratorHouse.open({
    REQUESTS_PER_MINUTE: '12',
    TASKS_PER_MINUTE: '2',
    REGISTRATIONS_PER_MINUTE: '3',
    EVENTS_PER_MINUTE: '4',
    CONNECTIONS_PER_MINUTE: '2',
  });
});
afterAll(() => house.close());

const statuses = (replies: readonly { status: number }[]) => replies.map(({ status }) => status).sort();

describe('how often anybody may ask (feature M16)', () => {
  it('is told with each answer, and how long to wait once it was too often', async () => {
    const token = await house.tokenOf('dr-often');
    const first = await house.call('GET', 'tasks', { token });
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'x-ratelimit-limit': '12',
      'x-ratelimit-remaining': '11',
      'x-ratelimit-reset': expect.stringMatching(/^\d{10}$/),
    });
    const others = await Promise.all(Array.from({ length: 12 }, () => house.call('GET', 'tasks', { token })));
    expect(statuses(others)).toEqual([...Array<number>(11).fill(200), 429]);
    const refused = others.find(({ status }) => status === 429);
    expect(refused?.body.error).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', retryable: true });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(30);
    expect(refused?.headers.get('x-ratelimit-remaining')).toBe('0');
    const another = await house.call('GET', 'tasks', { token: await house.tokenOf('dr-seldom') });
    expect(another.status).toBe(200);
  });

  it('has a limit of its own where tasks are created, and what is refused leaves nothing behind', async () => {
    const body = { task_type: 'counted' };
    const created = await Promise.all([1, 2, 3].map(() => house.ask('POST', 'tasks', body)));
    expect(statuses(created)).toEqual([201, 201, 429]);
    expect(created.at(-1)?.headers.get('x-ratelimit-limit')).toBe('2');
    expect((await house.ask('GET', 'tasks?task_type=counted')).body.pagination.total).toBe(2);
  });

  it('counts each agent by itself, over REST and over its connection', async () => {
    const [one, two] = [await house.register('one', ['x']), await house.register('two', ['x'])];
    const beat = (agentId: string, token: string) =>
      house.call('POST', `agents/${agentId}/heartbeat`, { token, body: { status: 'active' } });
    const beats = await Promise.all(Array.from({ length: 13 }, () => beat('one', one)));
    expect(statuses(beats)).toEqual([...Array<number>(12).fill(200), 429]);
    expect((await beat('two', two)).status).toBe(200);
    const client = await PlainClient.open(house.wsUrl, two);
    for (let each = 0; each < 4; each += 1) expect(await client.ask('heartbeat', {})).toMatchObject({ ok: true });
    expect(await client.ask('heartbeat', {})).toMatchObject({
      ok: false,
      error: { code: 'request.too_many', retryAfterSeconds: expect.any(Number) },
    });
    client.close();
  });

  it('counts connections before tokens are looked at, and keeps a flood off the audit trail', async () => {
    const headers = { authorization: 'Bearer cga_guessed' };
    const knock = () => {
      const socket = new WebSocket(`${house.wsUrl.replace('http', 'ws')}/ws`, { headers });
      socket.on('error', () => undefined);
      return new Promise<{ status: number; wait: string | undefined }>((resolve) =>
        socket.on('unexpected-response', (_request, { statusCode = 0, headers: told }) =>
          resolve({ status: statusCode, wait: told['retry-after'] }),
        ),
      );
    };
    const knocks = [await knock(), await knock(), await knock()];
    // The agent above has come through the same door.
    expect(knocks.map(({ status }) => status)).toEqual([401, 429, 429]);
    expect(Number(knocks[2]?.wait)).toBeGreaterThan(0);
    const refusals = (await house.trail('agent.authenticated')).filter(({ outcome }) => outcome === 'refused');
    expect(refusals).toHaveLength(1);
  });
});
