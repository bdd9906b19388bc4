import { DomainError } from '@caregate/core-errors';
import type { IncomingMessage } from 'node:http';

/** No search that a client writes by itself is longer. */
const BYTES_MAX = 64 * 1024;

/** The text of a request's body, empty where there is none; of no other type than these. */
export async function fhirBody(request: IncomingMessage, types: readonly string[]): Promise<string> {
  if (Number(request.headers['content-length']) > BYTES_MAX) throw new DomainError('request.too_large');
  const body = await collect(request);
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

/** Beyond the limit it stops reading and leaves the connection open for the answer. */
function collect(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= BYTES_MAX) return;
      request.removeAllListeners('data').pause();
      reject(new DomainError('request.too_large'));
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => request.complete || reject(new DomainError('request.invalid')));
  });
}
