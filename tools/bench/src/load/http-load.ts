import autocannon from 'autocannon';
import { loadOf, type Load } from './percentile.js';

export interface HttpLoad {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly connections: number;
  readonly seconds: number;
  readonly warmupSeconds?: number;
}

/** Sends each of these header sets once, in any order, `connections` at a time. */
export async function httpSequence(url: string, headers: readonly Record<string, string>[], connections: number) {
  const milliseconds: number[] = [];
  let next = 0;
  const instance = autocannon({
    url,
    connections,
    amount: headers.length,
    requests: [{ method: 'GET', setupRequest: (request) => ({ ...request, headers: { ...headers[next++] } }) }],
    setupClient: (client) => {
      client.on('response', (_status, _bytes, responseMilliseconds) => void milliseconds.push(responseMilliseconds));
    },
  });
  const startedAt = performance.now();
  const { errors, timeouts, non2xx } = await instance;
  return loadOf(milliseconds, (performance.now() - startedAt) / 1000, errors + timeouts + non2xx);
}

/** Keeps `connections` requests in the air for a while; the warm-up before it is not counted. */
export async function httpLoad(load: HttpLoad): Promise<Load> {
  if (load.warmupSeconds !== undefined) await shoot(load, load.warmupSeconds);
  return shoot(load, load.seconds);
}

async function shoot(
  { url, method = 'GET', headers = {}, body, connections }: HttpLoad,
  seconds: number,
): Promise<Load> {
  const milliseconds: number[] = [];
  const instance = autocannon({
    url,
    method,
    headers: { ...headers },
    ...(body === undefined ? {} : { body }),
    connections,
    duration: seconds,
    setupClient: (client) => {
      client.on('response', (_status, _bytes, responseMilliseconds) => void milliseconds.push(responseMilliseconds));
    },
  });
  const { duration, errors, timeouts, non2xx } = await instance;
  return loadOf(milliseconds, duration, errors + timeouts + non2xx);
}
