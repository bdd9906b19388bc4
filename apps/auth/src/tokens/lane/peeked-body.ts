import type { IncomingMessage } from 'node:http';

/**
 * The body of a small request, which whoever reads the request later finds there all the same; `undefined` when it did
 * not come whole.
 */
export async function peekedBody(request: IncomingMessage, length: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let received = 0;
  while (received < length) {
    const chunk = request.read() as Buffer | null;
    if (chunk !== null) received += chunks.push(chunk) && chunk.length;
    else if (!(await hasMore(request))) break;
  }
  const body = Buffer.concat(chunks);
  // Within the same turn as the last read, so that the end of the stream has not been told yet.
  if (body.length > 0) request.unshift(body);
  return received === length ? body.toString('latin1') : undefined;
}

function hasMore(request: IncomingMessage): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (more: boolean) => () => {
      for (const [event, listener] of Object.entries(listeners)) request.off(event, listener);
      resolve(more);
    };
    const listeners = { readable: settle(true), end: settle(false), close: settle(false) };
    for (const [event, listener] of Object.entries(listeners)) request.on(event, listener);
  });
}
