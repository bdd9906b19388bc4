import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { nestsTooDeep, readBytes } from '@caregate/kit-http';
import { MalformedMessage } from '../malformed-message.error.js';

/** The JSON of a request's body, of which no more than `bytesMax` is read. */
export async function readJson(request: IncomingMessage, bytesMax: number): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new DomainError('request.media_type_unsupported');
  const bytes = await readBytes(request, bytesMax).catch(incomplete);
  // RFC 8259 §8.1. What is not UTF-8 would reach the server as something else than was sent.
  if (!isUtf8(bytes)) throw new MalformedMessage('no JSON', 'The body is no UTF-8.');
  // What nests too deep cannot be written again for the server.
  if (nestsTooDeep(bytes)) throw new MalformedMessage('no request', 'The JSON is nested too deep.');
  return parse(bytes.toString('utf8'));
}

/** Whoever goes away half-way through has sent no message; that is no fault of the gateway. */
function incomplete(error: DomainError): never {
  throw error.code === 'request.invalid' ? new MalformedMessage('no JSON', 'The body is incomplete.', error) : error;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedMessage('no JSON', 'The body is no JSON.', cause);
  }
}
