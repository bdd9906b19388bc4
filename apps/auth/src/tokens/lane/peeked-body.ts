import type { IncomingMessage } from 'node:http';

/**
 * The body of a small request, which whoever reads the request later finds there all the same; `undefined` when it did
 * not come whole.
 */
export async function peekedBody(request: IncomingMessage, length: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  for (let received = 0; received < length;) {
    const chunk = request.read() as Buffer | null;
    if (chunk === null && !(await hasMore(request))) break;
    if (chunk !== null) received += chunks.push(chunk) && chunk.length;
  }
  const [first = Buffer.alloc(0)] = chunks;
  const body = chunks.length > 1 ? Buffer.concat(chunks) : first;
  // Within the same turn as the last read, so that the end of the stream has not been told yet.
  if (body.length > 0) request.unshift(body);
  return body.length === length ? body.toString('latin1') : undefined;
}

function hasMore(request: IncomingMessage): Promise<boolean> {
  return new Promise((resolve) => {
    const more = () => settle(true);
    const none = () => settle(false);
    const settle = (isMore: boolean) => {
      request.off('readable', more).off('end', none).off('close', none);
      resolve(isMore);
    };
    request.on('readable', more).on('end', none).on('close', none);
  });
}
