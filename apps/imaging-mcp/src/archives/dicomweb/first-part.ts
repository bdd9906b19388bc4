import { DomainError } from '@caregate/core-errors';
import { boundaryIn, partHead } from './part-head.js';

export interface Part {
  readonly contentType: string;
  readonly body: Buffer;
}

/** The first part of a `multipart/related` body (RFC 2387, PS3.18 §8.6.1.2), or the body itself where it is no multipart. */
export function firstPart(contentType: string, body: Buffer): Part {
  if (!contentType.toLowerCase().startsWith('multipart/')) return { contentType, body };
  const boundary = boundaryIn(contentType);
  const head = boundary === undefined ? undefined : partHead(body, boundary);
  const end = head === undefined ? -1 : body.indexOf(Buffer.from(`\r\n--${boundary}`), head.end);
  if (head === undefined || end < 0)
    throw new DomainError('imaging.archive.unavailable', { detail: { fault: 'multipart' } });
  return { contentType: head.contentType, body: body.subarray(head.end, end) };
}
