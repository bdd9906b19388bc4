import { request } from 'node:https';
import { Readable } from 'node:stream';

export interface EdgeAddress {
  readonly host: string;
  /** Whom we believe that the edge is who it says. */
  readonly authority: string;
}

/** `fetch` to the public name of the deployment, which only this host knows; TLS is verified all the same. */
export function edgeFetch({ host, authority }: EdgeAddress): typeof fetch {
  return async (input, init = {}) => {
    const asked = new Request(input, { ...init, redirect: 'manual' });
    const { pathname, search } = new URL(asked.url);
    const body = asked.body === null ? undefined : Buffer.from(await asked.arrayBuffer());
    const length = body === undefined ? {} : { 'content-length': String(body.byteLength) };
    return new Promise<Response>((resolve, reject) => {
      const sent = request({
        host: '127.0.0.1',
        servername: host,
        ca: authority,
        method: asked.method,
        path: `${pathname}${search}`,
        headers: { ...Object.fromEntries(asked.headers), host, ...length },
        signal: asked.signal,
      });
      sent.once('error', reject);
      sent.once('response', (answer) => {
        const headers = new Headers();
        for (let at = 0; at < answer.rawHeaders.length; at += 2)
          headers.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '');
        const status = answer.statusCode ?? 0;
        const isEmpty = [204, 205, 304].includes(status);
        // -- node:stream/web and the DOM describe the same stream twice.
        const content = isEmpty ? null : (Readable.toWeb(answer) as unknown as ReadableStream<Uint8Array>);
        resolve(new Response(content, { status, headers }));
      });
      sent.end(body);
    });
  };
}
