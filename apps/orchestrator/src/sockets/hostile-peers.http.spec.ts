import { once } from 'node:events';
import { connect } from 'node:net';
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
});
