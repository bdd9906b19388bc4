import type { IncomingMessage } from 'node:http';
import { DomainError } from '@caregate/core-errors';

/**
 * The body of a request that no framework reads. Rejects with `request.too_large` beyond the limit, where it stops reading
 * and leaves the connection open for the answer, and with `request.invalid` when the client goes away.
 */
export async function readBytes(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
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
      request.removeAllListeners('data').pause();
      reject(new DomainError('request.too_large'));
    });
    request.once('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.once('error', leave);
    request.once('close', () => request.complete || leave());
  });
}
