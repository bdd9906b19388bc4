import autocannon from 'autocannon';
import { loadOf, type Load } from './percentile.js';
import { RawClient, requestText } from './raw-client.js';

export interface HttpLoad {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly connections: number;
  readonly seconds: number;
  readonly warmupSeconds?: number;
}

/** Sends each of these header sets once, `connections` at a time; an answer other than 200 is a failure. */
export async function httpSequence(
  address: string,
  headers: readonly Readonly<Record<string, string>>[],
  connections: number,
): Promise<Load> {
  const url = new URL(address);
  const texts = headers.map((each) => requestText(url, each));
  const clients = await Promise.all(Array.from({ length: connections }, () => RawClient.open(url)));
  const milliseconds: number[] = [];
  let next = 0;
  let failures = 0;
  const lane = async (client: RawClient) => {
    for (let text = texts[next++]; text !== undefined; text = texts[next++]) {
      const sentAt = performance.now();
      if ((await client.send(text)).status !== 200) failures += 1;
      milliseconds.push(performance.now() - sentAt);
    }
    client.close();
  };
  const startedAt = performance.now();
  await Promise.all(clients.map(lane));
  return loadOf(milliseconds, (performance.now() - startedAt) / 1000, failures);
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
