import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '@caregate/core-errors';

/** `parsed` is undefined when the bytes are no JSON; then `raw` has them, as far as they are text. */
export interface RequestBody {
  readonly parsed: unknown;
  readonly raw: Buffer;
}

const EMPTY = Buffer.alloc(0);

/** Reads no more than `bytesMax`; rejects with `request.too_large`. */
export async function readBody(request: IncomingMessage, bytesMax: number, given: unknown): Promise<RequestBody> {
  if (request.method !== 'POST') return { parsed: undefined, raw: EMPTY };
  if (given !== undefined) return { parsed: given, raw: EMPTY };
  if (Number(request.headers['content-length']) > bytesMax) throw new DomainError('request.too_large');
  const raw = await collect(request, bytesMax);
  // RFC 8259 §8.1: JSON is UTF-8. What is not would be kept as something else than was sent.
  if (!isUtf8(raw)) return { parsed: undefined, raw: EMPTY };
  return { parsed: parse(raw), raw };
}

function collect(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= bytesMax) return;
      request.removeAllListeners('data').pause();
      reject(new DomainError('request.too_large'));
    });
    request.once('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.once('error', reject);
    request.once('close', () => request.complete || reject(new DomainError('request.invalid')));
  });
}

/** RFC 8259 §8.1: a byte order mark may be overlooked. */
function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
