import { DomainError, type ErrorCode } from '@caregate/core-errors';

export interface BodyLimit {
  readonly bytesMax: number;
  /** What it is when it is larger. */
  readonly code: ErrorCode;
  /** Until all of it is there, however steadily it trickles. */
  readonly millisecondsMax?: number;
}

/** Nobody who waits for the whole waits for longer. */
const MILLISECONDS_MAX = 120_000;

/** A body as one buffer, given up as soon as it is larger than it may be: nobody's study takes the whole memory. */
export async function boundedBody(chunks: AsyncIterable<Uint8Array> | undefined, limit: BodyLimit): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of bounded(chunks ?? [], limit)) parts.push(chunk);
  return Buffer.concat(parts);
}

/** Silence is for others to notice, so that it is enough to look at the clock when something comes. */
export async function* bounded(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { bytesMax, code, millisecondsMax = MILLISECONDS_MAX }: BodyLimit,
): AsyncGenerator<Uint8Array> {
  const until = performance.now() + millisecondsMax;
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    // Leaving the loop destroys the stream, and the connection with it.
    if (bytes > bytesMax) throw new DomainError(code, { detail: { bytesMax } });
    if (performance.now() > until) throw new DomainError('imaging.archive.unavailable', { detail: { fault: 'slow' } });
    yield chunk;
  }
}
