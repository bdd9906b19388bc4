import type { IncomingMessage } from 'node:http';
import { DomainError } from '@caregate/core-errors';

/** The JSON of a request's body, of which no more than `bytesMax` is read. */
export async function readJson(request: IncomingMessage, bytesMax: number): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new DomainError('request.media_type_unsupported');
  if (Number(request.headers['content-length']) > bytesMax) throw new DomainError('request.too_large');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new DomainError('request.too_large');
    chunks.push(chunk);
  }
  return parse(Buffer.concat(chunks).toString('utf8'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError('request.invalid', { publicMessage: 'The body is no JSON.', cause });
  }
}
