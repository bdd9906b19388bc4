import { DomainError } from '@caregate/core-errors';
import type { FrameStream } from '../image-archive.port.js';
import { begun, BEGINNING } from '../begun.js';
import { boundaryIn, HEAD_BYTES_MAX, partHead } from './part-head.js';

/** The first part of a `multipart/related` body as it comes in (RFC 2046 §5.1.1), or the body itself where it is none. */
export async function streamedPart(contentType: string, body: AsyncGenerator<Uint8Array>): Promise<FrameStream> {
  if (!contentType.toLowerCase().startsWith('multipart/')) return { contentType, chunks: body };
  try {
    const boundary = boundaryIn(contentType) ?? '';
    const { head, read } = await headOf(body, boundary);
    return {
      contentType: head.contentType,
      chunks: await begun(until(Buffer.from(`\r\n--${boundary}`), read.subarray(head.end), body)),
    };
  } catch (error) {
    await body.return(undefined);
    throw error;
  }
}

async function headOf(body: AsyncGenerator<Uint8Array>, boundary: string) {
  let read: Buffer = Buffer.alloc(0);
  while (boundary !== '' && read.length <= HEAD_BYTES_MAX) {
    const { done, value } = await body.next();
    if (done === true) break;
    read = Buffer.concat([read, value]);
    const head = partHead(read, boundary);
    if (head !== undefined) return { head, read };
  }
  throw broken();
}

/** Gives out what cannot belong to the boundary any more, and stops in front of it. */
async function* until(end: Buffer, first: Buffer, body: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield BEGINNING;
    for (let held = first; ;) {
      const at = held.indexOf(end);
      if (at >= 0) return yield held.subarray(0, at);
      const safe = Math.max(0, held.length - end.length);
      if (safe > 0) yield held.subarray(0, safe);
      const { done, value } = await body.next();
      // A part that nothing closes has been cut off.
      if (done === true) throw broken();
      held = Buffer.concat([held.subarray(safe), value]);
    }
  } finally {
    await body.return(undefined);
  }
}

function broken(): DomainError {
  return new DomainError('imaging.archive.unavailable', { detail: { fault: 'multipart' } });
}
