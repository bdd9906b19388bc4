import { DomainError } from '@caregate/core-errors';
import type { FrameStream } from '../image-archive.port.js';
import { boundaryIn } from './first-part.js';

const BLANK_LINE = Buffer.from('\r\n\r\n');
const HEADERS_BYTES_MAX = 8 * 1024;

/** The first part of a `multipart/related` body as it comes in (RFC 2046 §5.1.1), or the body itself where it is none. */
export async function streamedPart(contentType: string, body: AsyncGenerator<Uint8Array>): Promise<FrameStream> {
  if (!contentType.toLowerCase().startsWith('multipart/')) return { contentType, chunks: body };
  const end = Buffer.from(`\r\n--${boundaryIn(contentType)}`);
  let head: Buffer = Buffer.alloc(0);
  for (let headersEnd = -1; headersEnd < 0; headersEnd = head.indexOf(BLANK_LINE)) {
    const { done, value } = await body.next();
    if (done === true || head.length > HEADERS_BYTES_MAX) throw broken();
    head = Buffer.concat([head, value]);
  }
  const headersEnd = head.indexOf(BLANK_LINE);
  const type = /^content-type: *(.+)$/im.exec(head.toString('latin1', 0, headersEnd))?.[1]?.trim();
  const rest = head.subarray(headersEnd + BLANK_LINE.length);
  return { contentType: type ?? 'application/octet-stream', chunks: until(end, rest, body) };
}

/** Gives out what cannot belong to the boundary any more, and stops in front of it. */
async function* until(end: Buffer, first: Buffer, body: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
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
