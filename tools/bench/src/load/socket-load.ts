import { WebSocket } from 'ws';
import { loadOf, type Load } from './percentile.js';

export interface SocketLoad {
  readonly url: string;
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent once before the load, each answered by one frame or, without an id, by none. */
  readonly opening?: readonly object[];
  readonly request: (id: number) => object;
  readonly connections: number;
  readonly seconds: number;
  /** Each socket asks this often, instead of as soon as it was answered; a late start counts as waiting. */
  readonly everyMilliseconds?: number;
}

/** One request in the air per socket; an answer that carries an error or `isError` counts as a failure. */
export async function socketLoad(load: SocketLoad): Promise<Load> {
  const sockets = await openSockets(load);
  const milliseconds: number[] = [];
  const counters = { failures: 0 };
  const startedAt = performance.now();
  const endsAt = startedAt + load.seconds * 1000;
  await Promise.all(sockets.map((socket) => drive(socket, load, endsAt, milliseconds, counters)));
  const seconds = (performance.now() - startedAt) / 1000;
  for (const socket of sockets) socket.close();
  return loadOf(milliseconds, seconds, counters.failures);
}

export function openSockets(load: Omit<SocketLoad, 'request' | 'seconds'>): Promise<WebSocket[]> {
  return Promise.all(Array.from({ length: load.connections }, () => open(load)));
}

async function open({
  url,
  protocols = [],
  headers = {},
  opening = [],
}: Omit<SocketLoad, 'request' | 'seconds'>): Promise<WebSocket> {
  const socket = new WebSocket(url, [...protocols], { headers: { ...headers }, perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  for (const frame of opening) {
    const answered = 'id' in frame ? new Promise((resolve) => socket.once('message', resolve)) : undefined;
    socket.send(JSON.stringify(frame));
    await answered;
  }
  return socket;
}

function drive(
  socket: WebSocket,
  { request, everyMilliseconds }: SocketLoad,
  endsAt: number,
  milliseconds: number[],
  counters: { failures: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    let id = 1_000;
    let sentAt = 0;
    const send = (dueAt: number) => {
      sentAt = dueAt;
      socket.send(JSON.stringify(request((id += 1))));
    };
    const next = () => {
      const now = performance.now();
      if (now >= endsAt) return resolve();
      if (everyMilliseconds === undefined) return send(now);
      // Spread over the first round, and then at the pace, however long an answer took.
      const dueAt = sentAt === 0 ? now + Math.random() * everyMilliseconds : sentAt + everyMilliseconds;
      setTimeout(() => send(dueAt), Math.max(0, dueAt - now));
    };
    socket.on('message', (data) => {
      milliseconds.push(performance.now() - sentAt);
      const text = String(data);
      if (text.includes('"isError":true') || text.includes('"error":{')) counters.failures += 1;
      next();
    });
    socket.once('close', () => reject(new Error('the server closed a socket during the load')));
    next();
  });
}
