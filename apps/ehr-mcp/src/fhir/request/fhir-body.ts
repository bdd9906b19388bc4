import type { IncomingMessage } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { readBytes } from '@caregate/kit-http';

/** No search that a client writes by itself is longer. */
const BYTES_MAX = 64 * 1024;

/** The text of a request's body, empty where there is none; of no other type than these. */
export async function fhirBody(request: IncomingMessage, types: readonly string[]): Promise<string> {
  const body = await readBytes(request, BYTES_MAX);
  if (body.byteLength === 0) return '';
  const { 'content-type': type = '', 'content-encoding': packing = 'identity' } = request.headers;
  const [name = ''] = type.split(';', 1);
  if (!types.includes(name.trim().toLowerCase()) || packing.trim().toLowerCase() !== 'identity')
    throw new DomainError('request.media_type_unsupported');
  return decoded(body);
}

function decoded(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new DomainError('request.invalid', { cause });
  }
}
