import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';

const BOTH = 'application/json, text/event-stream';

/** The request as the SDK's transport takes it. It always streams; who cannot read a stream gets JSON, see `jsonAnswer`. */
export function webRequest({ method = 'GET', headers, url = '/' }: IncomingMessage): Request {
  const passed = ['mcp-session-id', 'mcp-protocol-version', 'last-event-id', 'content-type'];
  const web = new Headers({ accept: BOTH });
  for (const name of passed) {
    const value = headers[name];
    if (typeof value === 'string') web.set(name, value);
  }
  return new Request(new URL(url, 'http://bridge.invalid'), { method, headers: web });
}

/** Resolves when the answer has been sent or the client has gone away. */
export async function sendWebResponse(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, { 'cache-control': 'no-store', ...Object.fromEntries(answer.headers) });
  if (answer.body === null) return void response.end();
  // Sent at once: a listening client waits for the headers, not for the first event.
  response.flushHeaders();
  const body = Readable.fromWeb(answer.body as WebStream<Uint8Array>); // -- the same class under two names
  try {
    await pipeline(body, response);
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}
