import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { OrchestratorHouse } from '../testing/orchestrator-house.js';
import { PlainClient } from '../testing/plain-client.js';

let house: OrchestratorHouse;
beforeAll(async () => {
  house = await OrchestratorHouse.open();
});
afterAll(() => house.close());

/** Asks for a WebSocket, and resets the connection before anybody can have decided about that. */
const askAndVanish = async (path: string, headers: readonly string[] = []) => {
  const socket = connect(Number(new URL(house.wsUrl).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const upgrade = ['Host: localhost', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  const head = [`GET ${path} HTTP/1.1`, ...upgrade, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', ...headers];
  const gone = once(socket, 'close');
  socket.write(`${head.join('\r\n')}\r\n\r\n`, () => socket.resetAndDestroy());
  await gone;
};

const MEBIBYTE = 1024 * 1024;
const openSockets = async () => {
  const page = await (await fetch(`http://127.0.0.1:${house.running.port}/metrics`)).text();
  return Number(/^caregate_orchestrator_sockets_open(?:{[^}]*})? (\d+)$/m.exec(page)?.[1]);
};

describe('peers that mean no good (feature Q04)', () => {
  it.each([
    ['without a token', '/ws', []],
    ['with a token that is none', '/ws', ['Authorization: Bearer x.y.z']],
    ['from another site', '/ws', ['Origin: http://evil.example']],
    ['to an address that there is not', '/nowhere', []],
    ['over Socket.IO', '/socket.io/?EIO=4&transport=websocket', []],
  ])('survives whoever asks %s, and is gone before the answer', async (_case, path, headers) => {
    for (let nth = 0; nth < 20; nth += 1) await askAndVanish(path, headers);
    const client = await PlainClient.open(house.wsUrl, await house.tokenOf('dr-house'));
    expect(await client.ask('subscribe', { rooms: ['agents'] })).toMatchObject({ ok: true });
    client.close();
    await client.closed;
  });

  it('hangs up on whoever asks and asks, and reads none of the answers', async () => {
    const token = await house.tokenOf('dr-house');
    const client = await PlainClient.open(house.wsUrl, token);
    client.socket.pause();
    // An answer names the event that it is to.
    for (let nth = 0; nth < 24; nth += 1) client.send('x'.repeat(MEBIBYTE - 100), {});
    await house.until(async () => (await openSockets()) === 0);
    client.socket.resume();
    await client.closed;
  });

  it('hangs up on whoever does so over Socket.IO, and says all the same that it is there', async () => {
    const socket = new WebSocket(`${house.wsUrl.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    await once(socket, 'message');
    socket.send(`40${JSON.stringify({ token: await house.tokenOf('dr-house') })}`);
    await house.until(async () => (await openSockets()) === 1);
    socket.pause();
    const rooms = Array.from({ length: 50 }, (_, at) => `agent:${String(at).padStart(144, 'x')}`);
    // The answer names the rooms.
    for (let nth = 0; nth < 4_000; nth += 1) socket.send(`42${nth}${JSON.stringify(['subscribe', { rooms }])}`);
    socket.send('3');
    await house.until(async () => (await openSockets()) === 0);
    const gone = once(socket, 'close');
    socket.resume();
    await gone;
  });

  it('parses nothing that nests without end, and hangs up on whoever sends it', async () => {
    const nested = `${'['.repeat(200)}${']'.repeat(200)}`;
    const authorization = `Bearer ${await house.tokenOf('dr-house')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: nested };
    const { status } = await fetch(`http://127.0.0.1:${house.running.port}/api/v1/tasks`, request);
    expect(status).toBe(400);
    const client = await PlainClient.open(house.wsUrl, await house.tokenOf('dr-house'));
    client.socket.send(`{"type":"subscribe","payload":${nested}}`);
    expect(await client.closed).toBe(1008);
  });

  it('parses no more of what a stranger says over Socket.IO than a token takes, and hangs up', async () => {
    const open = async () => {
      const socket = new WebSocket(`${house.wsUrl.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
      await once(socket, 'message');
      return socket;
    };
    const stranger = await open();
    const heard: string[] = [];
    stranger.on('message', (data) => heard.push(String(data)));
    const gone = once(stranger, 'close');
    stranger.send(`40${JSON.stringify({ token: 'x'.repeat(MEBIBYTE / 2) })}`);
    await gone;
    expect(heard).toEqual([]);
    const known = await open();
    known.send(`40${JSON.stringify({ token: await house.tokenOf('dr-house') })}`);
    await once(known, 'message');
    known.send(`420${JSON.stringify(['subscribe', { rooms: ['agents'], more: 'x'.repeat(MEBIBYTE / 2) }])}`);
    const [answer] = await once(known, 'message');
    expect(String(answer)).toMatch(/^4[23]/);
    known.terminate();
  });

  it('looks at one token of a stranger over Socket.IO, and hangs up on whoever shows another', async () => {
    const stranger = new WebSocket(`${house.wsUrl.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    await once(stranger, 'message');
    const heard: string[] = [];
    stranger.on('message', (data) => heard.push(String(data)));
    const gone = once(stranger, 'close');
    for (let nth = 0; nth < 100; nth += 1) stranger.send('40{"token":"x.y.z"}');
    await gone;
    expect(heard.length).toBeLessThan(2);
  });

  it('answers no more pings than a stranger reads the answers of', async () => {
    const stranger = new WebSocket(`${house.wsUrl.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    await once(stranger, 'message');
    let pongs = 0;
    stranger.on('pong', () => (pongs += 1));
    stranger.pause();
    const data = Buffer.alloc(125);
    for (let nth = 0; nth < 200_000; nth += 1) stranger.ping(data);
    await new Promise<void>((resolve) => stranger.ping(data, true, () => resolve()));
    stranger.resume();
    const last = Buffer.from('last');
    const answered = new Promise<void>((resolve) => stranger.on('pong', (echo) => echo.equals(last) && resolve()));
    const asking = setInterval(() => stranger.ping(last), 100);
    await answered;
    clearInterval(asking);
    expect(pongs).toBeLessThan(150_000);
    stranger.terminate();
  });

  it('has patience with an agent that takes its time to read the largest of tasks', async () => {
    const agent = await PlainClient.open(house.wsUrl, await house.register('slow-reader', ['slow_reading']));
    await agent.ask('agent:register', { agentId: 'slow-reader' });
    agent.socket.pause();
    const taskId = await house.task({ task_type: 'slow_reading', parameters: { text: 'x'.repeat(9 * MEBIBYTE) } });
    // Longer than it takes until somebody looks who does not read.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    agent.socket.resume();
    expect((await agent.task(taskId)).parameters.text).toHaveLength(9 * MEBIBYTE);
    agent.close();
    await agent.closed;
  });

  it('hangs up on whoever takes its time to ask', async () => {
    const socket = connect(Number(new URL(house.wsUrl).port), '127.0.0.1');
    socket.write('GET /ws HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    const dripping = setInterval(() => socket.write('x'), 1_000);
    socket.on('error', () => undefined).resume();
    await once(socket, 'close');
    clearInterval(dripping);
  }, 30_000);

  it('lets a connection watch a thousand rooms, and makes room for others when it leaves some (feature M12)', async () => {
    const client = await PlainClient.open(house.wsUrl, await house.tokenOf('dr-house'));
    const rooms = (nth: number) => Array.from({ length: 50 }, (_, at) => `agent:of-${nth}-${at}`);
    for (let nth = 0; nth < 20; nth += 1)
      expect(await client.ask('subscribe', { rooms: rooms(nth) })).toMatchObject({ ok: true });
    const refused = { ok: false, error: { code: 'agent.rooms.too_many' } };
    expect(await client.ask('subscribe', { rooms: ['agents'] })).toMatchObject(refused);
    expect(await client.ask('unsubscribe', { rooms: rooms(3) })).toMatchObject({ ok: true });
    expect(await client.ask('subscribe', { rooms: ['agents'] })).toMatchObject({ ok: true });
    client.close();
    await client.closed;
  });
});
