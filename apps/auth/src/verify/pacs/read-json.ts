import type { IncomingMessage } from 'node:http';

const BYTES_MAX = 32 * 1024;

/** A small JSON body; `undefined` for what is none or is too long. */
export async function readJson(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= BYTES_MAX) chunks.push(chunk);
  }
  if (length > BYTES_MAX) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
