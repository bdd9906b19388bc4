import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

const BOTH = 'application/json, text/event-stream';

/** The request as the SDK's transport takes it. It always streams; who cannot read a stream gets JSON, see `jsonAnswer`. */
export function webRequest({ method = 'GET', headers, url = '/' }: IncomingMessage): Request {
  const passed = ['mcp-session-id', 'mcp-protocol-version', 'last-event-id', 'content-type'];
  const web = new Headers({ accept: method === 'GET' && !acceptsStream(headers) ? 'application/json' : BOTH });
  for (const name of passed) {
    const value = headers[name];
    if (typeof value === 'string') web.set(name, value);
  }
  return new Request(new URL(url, 'http://bridge.invalid'), { method, headers: web });
}

/** RFC 9110 §12.5.1: who names nothing takes anything. */
function acceptsStream({ accept }: IncomingHttpHeaders): boolean {
  return accept === undefined || ['text/event-stream', 'text/*', '*/*'].some((type) => accept.includes(type));
}

/**
 * Resolves when the answer has been sent or the client has gone away. Who reads nothing of a stream is parted from it
 * rather than remembered for without end, and may come back with `Last-Event-ID`.
 */
export async function sendWebResponse(
  answer: Response,
  response: ServerResponse,
  unreadBytesMax: number,
): Promise<void> {
  // Whoever has gone already would never be told of as gone.
  if (response.destroyed) return answer.body?.cancel();
  // Node's to say: the client may have asked for its end (RFC 9112 §9.6).
  answer.headers.delete('connection');
  response.writeHead(answer.status, { 'cache-control': 'no-store', ...Object.fromEntries(answer.headers) });
  if (answer.body === null) return void response.end();
  // Sent at once: a listening client waits for the headers, not for the first event.
  response.flushHeaders();
  // nginx hands it on over HTTP/2 with the first of the body only: a comment, which is no event (WHATWG HTML §9.2.6).
  if (response.req.method === 'GET' && answer.ok) response.write(':\n\n');
  const reader = answer.body.getReader();
  response.once('close', () => void reader.cancel());
  for (let read = await reader.read(); !read.done && !response.destroyed; read = await reader.read()) {
    response.write(read.value);
    if (response.writableLength > unreadBytesMax) response.destroy();
  }
  response.end();
}
