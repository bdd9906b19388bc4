import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { readBytes } from '@caregate/kit-http';
import { withoutNulls } from '../../json/without-nulls.js';

/** `parsed` is undefined when the bytes are no JSON; then `raw` has them, as far as they are text. */
export interface RequestBody {
  readonly parsed: unknown;
  readonly raw: Buffer;
}

const EMPTY = Buffer.alloc(0);

/** Reads no more than `bytesMax`; rejects with `request.too_large`. */
export async function readBody(request: IncomingMessage, bytesMax: number, given: unknown): Promise<RequestBody> {
  if (request.method !== 'POST') return { parsed: undefined, raw: EMPTY };
  if (given !== undefined) return { parsed: withoutNulls(given), raw: EMPTY };
  const raw = await readBytes(request, bytesMax);
  // RFC 8259 §8.1: JSON is UTF-8. What is not would be kept as something else than was sent.
  if (!isUtf8(raw)) return { parsed: undefined, raw: EMPTY };
  return { parsed: withoutNulls(parse(raw)), raw };
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
