import { request } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** A request whose path goes out as it is written here, dots, double slashes and all; `fetch` would tidy it up. */
export function rawRequest(
  origin: string,
  path: string,
  { method = 'GET', headers }: { readonly method?: string; readonly headers: Record<string, string> },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}
