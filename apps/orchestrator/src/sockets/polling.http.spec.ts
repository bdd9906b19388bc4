import { once } from 'node:events';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { OrchestratorHouse } from '../testing/orchestrator-house.js';

let house: OrchestratorHouse;
beforeAll(async () => {
  house = await OrchestratorHouse.open();
});
afterAll(() => house.close());

const heard = (socket: Socket, event: string) => new Promise<any>((resolve) => socket.once(event, resolve)); // oxlint-disable-line typescript/no-explicit-any -- what an event carries is what the spec looks at

/** A client of Socket.IO that knows nothing but HTTP. */
class Poller {
  private constructor(private readonly url: string) {}

  static async open(url = house.wsUrl): Promise<Poller> {
    const address = `${url}/socket.io/?EIO=4&transport=polling`;
    const text = await (await fetch(address)).text();
    return new Poller(`${address}&sid=${JSON.parse(text.slice(1)).sid}`);
  }

  static async connected(token: string, url?: string): Promise<Poller> {
    const poller = await Poller.open(url);
    await poller.post(`40${JSON.stringify({ token })}`);
    if (!(await poller.poll()).startsWith('40')) throw new Error('A token that holds does not let in.');
    return poller;
  }

  async poll(): Promise<string> {
    return (await fetch(this.url)).text();
  }

  async post(body: string): Promise<number> {
    return (await fetch(this.url, { method: 'POST', body })).status;
  }
}

const openSockets = async () => {
  const page = await (await fetch(`http://127.0.0.1:${house.running.port}/metrics`)).text();
  return Number(/^caregate_orchestrator_sockets_open(?:{[^}]*})? (\d+)$/m.exec(page)?.[1]);
};

describe('a client of Socket.IO that begins as it does by default (feature M11)', () => {
  it.each([
    ['changes to a WebSocket', 'websocket', {}],
    ['goes on polling where it cannot', 'polling', { upgrade: false }],
  ])('is let in and %s, and is brought a task', async (_case, transport, options) => {
    const [agentId, taskType] = [`by-${transport}`, `by_${transport}`];
    const token = await house.register(agentId, [taskType]);
    const socket = io(house.wsUrl, { auth: { token }, reconnection: false, ...options });
    await heard(socket, 'connected');
    const brought = heard(socket, 'task:delegate');
    expect(await socket.emitWithAck('agent:register', { agentId })).toMatchObject({ ok: true });
    const taskId = await house.task({ task_type: taskType });
    expect(await brought).toMatchObject({ taskId });
    expect(await socket.emitWithAck('task:complete', { taskId, result: 'done' })).toMatchObject({ ok: true });
    await house.until(async () => socket.io.engine.transport.name === transport);
    socket.close();
  });

  it('is refused without a token, and from another site', async () => {
    const socket = io(house.wsUrl, { reconnection: false });
    expect(await heard(socket, 'connect_error')).toMatchObject({ data: { code: 'token.absent' } });
    const elsewhere = { headers: { origin: 'https://elsewhere.example' } };
    expect((await fetch(`${house.wsUrl}/socket.io/?EIO=4&transport=polling`, elsewhere)).status).toBe(403);
  });

  it('is given up when it asks and asks, and never comes for the answers', async () => {
    const poller = await Poller.connected(await house.tokenOf('dr-house'));
    await house.until(async () => (await openSockets()) === 1);
    const rooms = Array.from({ length: 50 }, (_, at) => `agent:${String(at).padStart(144, 'x')}`);
    const asked = Array.from({ length: 100 }, (_, nth) => `42${nth}${JSON.stringify(['subscribe', { rooms }])}`);
    for (let nth = 0; nth < 20; nth += 1) await poller.post(asked.join('\u001e'));
    await house.until(async () => (await openSockets()) === 0);
  });
});

describe('strangers who poll (feature Q04)', () => {
  it('are no more than a thousand, and keep nobody from coming with a WebSocket', async () => {
    const strangers: Poller[] = [];
    for (let nth = 0; nth < 1_000; nth += 1) strangers.push(await Poller.open());
    expect((await fetch(`${house.wsUrl}/socket.io/?EIO=4&transport=polling`)).status).toBe(403);
    const socket = new WebSocket(`${house.wsUrl.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    await once(socket, 'message');
    socket.terminate();
    // A packet of Engine.IO that ends the session.
    for (const stranger of strangers) await stranger.post('1');
    await Poller.connected(await house.tokenOf('dr-house'));
  });
});

describe('an orchestrator that is stopped', () => {
  it('does not wait for clients between two polls', async () => {
    const other = await house.another();
    await Poller.connected(await house.tokenOf('dr-house'), `http://127.0.0.1:${other.wsPort}`);
    const begun = performance.now();
    await other.stop();
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
