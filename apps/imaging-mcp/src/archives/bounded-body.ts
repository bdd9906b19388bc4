import { DomainError, type ErrorCode } from '@caregate/core-errors';

/** A body as one buffer, given up as soon as it is larger than it may be: nobody's study takes the whole memory. */
export async function boundedBody(
  chunks: AsyncIterable<Uint8Array> | undefined,
  { bytesMax, code }: { readonly bytesMax: number; readonly code: ErrorCode },
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks ?? []) {
    bytes += chunk.length;
    // Leaving the loop destroys the stream, and the connection with it.
    if (bytes > bytesMax) throw new DomainError(code, { detail: { bytesMax } });
    parts.push(chunk);
  }
  return Buffer.concat(parts, bytes);
}
