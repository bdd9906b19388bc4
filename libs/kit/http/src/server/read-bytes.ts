import type { IncomingMessage } from 'node:http';
import { DomainError } from '@caregate/core-errors';

/**
 * The body of a request that no framework reads. Rejects with `request.invalid` when the client goes away, and with
 * `request.too_large` beyond the limit; what comes after that is read away, by Node where nothing was read yet: who still
 * sends when a connection is closed loses the answer (RFC 9112 §9.6).
 */
export async function readBytes(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw encoded();
  if (Number(request.headers['content-length']) > bytesMax) throw new DomainError('request.too_large');
  return new Promise((resolve, reject) => {
    const leave = (cause?: Error): void => reject(new DomainError('request.invalid', { cause }));
    // Nothing more would be heard of it.
    if (request.destroyed) return leave();
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= bytesMax) return;
      chunks.length = 0;
      request.removeAllListeners('data').resume();
      reject(new DomainError('request.too_large'));
    });
    request.once('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.once('error', leave);
    request.once('close', () => request.complete || leave());
  });
}

/** RFC 9110 §8.4: nothing here unpacks, and what is packed would be called no JSON. */
function encoded(): DomainError {
  const publicMessage = 'A body is read here only without Content-Encoding.';
  return new DomainError('request.media_type_unsupported', { publicMessage });
}
