import { Agent, get, type RequestOptions } from 'node:http';
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

/**
 * Sends each of these header sets once, `connections` at a time. Not by autocannon: it makes every request anew when
 * headers change, and was then itself the slowest part.
 */
export async function httpSequence(url: string, headers: readonly Record<string, string>[], connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const milliseconds: number[] = [];
  let next = 0;
  let failures = 0;
  const lane = async () => {
    for (let index = next++; index < headers.length; index = next++) {
      const sentAt = performance.now();
      if ((await statusOf(url, { agent, headers: headers[index] ?? {} })) !== 200) failures += 1;
      milliseconds.push(performance.now() - sentAt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  agent.destroy();
  return loadOf(milliseconds, (performance.now() - startedAt) / 1000, failures);
}

function statusOf(url: string, options: RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, options, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    }).on('error', reject);
  });
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
