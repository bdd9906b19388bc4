import { DomainError } from '@caregate/core-errors';
import type { IncomingMessage } from 'node:http';

/** No search that a client writes by itself is longer. */
const BYTES_MAX = 64 * 1024;

/** The parameters of `POST /{Type}/_search` (FHIR R4 http.html#search): there no name of a patient is in an address. */
export async function searchForm(request: IncomingMessage): Promise<URLSearchParams> {
  const [type] = (request.headers['content-type'] ?? '').split(';', 1);
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded')
    throw new DomainError('request.media_type_unsupported');
  if (Number(request.headers['content-length']) > BYTES_MAX) throw new DomainError('request.too_large');
  return new URLSearchParams((await collect(request)).toString('utf8'));
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
