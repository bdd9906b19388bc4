import { request } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RawRequest {
  readonly method?: string;
  /** Name and value one after the other, exactly as they go over the wire. */
  readonly lines?: readonly string[];
  /** Request target, when it is not what the address says. */
  readonly target?: string;
}

/** What no well-behaved client can send: twice the same header, odd names, odd targets. */
export function rawRequest(url: string, { method = 'GET', lines = [], target }: RawRequest = {}): Promise<RawAnswer> {
  const { hostname, port, pathname, host } = new URL(url);
  const headers = lines.some((line) => line.toLowerCase() === 'host') ? [...lines] : ['Host', host, ...lines];
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: target ?? pathname, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      const raw = response.rawHeaders;
      const pairs = raw.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? '']] : []));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(pairs) as Record<string, string>,
          body,
        }),
      );
    });
    sent.on('error', reject).end();
  });
}
