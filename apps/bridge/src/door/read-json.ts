import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { errorCode } from '../error-code.js';
import { MalformedMessage } from '../malformed-message.error.js';

/** The JSON of a request's body, of which no more than `bytesMax` is read. */
export async function readJson(request: IncomingMessage, bytesMax: number): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new DomainError('request.media_type_unsupported');
  if (Number(request.headers['content-length']) > bytesMax) throw new DomainError('request.too_large');
  const bytes = await collect(request, bytesMax);
  // RFC 8259 §8.1. What is not UTF-8 would reach the server as something else than was sent.
  if (!isUtf8(bytes)) throw new MalformedMessage('no JSON', 'The body is no UTF-8.');
  return parse(bytes.toString('utf8'));
}

async function collect(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw new DomainError('request.too_large');
      chunks.push(chunk);
    }
  } catch (error) {
    // Whoever goes away half-way through has sent no message; that is no fault of the gateway.
    throw errorCode(error) === 'ECONNRESET' ? new MalformedMessage('no JSON', 'The body is incomplete.', error) : error;
  }
  return Buffer.concat(chunks);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedMessage('no JSON', 'The body is no JSON.', cause);
  }
}
