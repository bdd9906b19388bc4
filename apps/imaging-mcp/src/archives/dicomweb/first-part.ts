import { DomainError } from '@caregate/core-errors';

export interface Part {
  readonly contentType: string;
  readonly body: Buffer;
}

const BLANK_LINE = Buffer.from('\r\n\r\n');

/** The first part of a `multipart/related` body (RFC 2387, PS3.18 §8.6.1.2), or the body itself where it is no multipart. */
export function firstPart(contentType: string, body: Buffer): Part {
  if (!contentType.toLowerCase().startsWith('multipart/')) return { contentType, body };
  const boundary = boundaryIn(contentType);
  const mark = Buffer.from(`--${boundary}`);
  const start = body.indexOf(mark);
  const headersEnd = body.indexOf(BLANK_LINE, start);
  const end = body.indexOf(Buffer.from(`\r\n--${boundary}`), headersEnd);
  if (start < 0 || headersEnd < 0 || end < 0) throw broken();
  const headers = body.subarray(start, headersEnd).toString('latin1');
  const type = /^content-type: *(.+)$/im.exec(headers)?.[1]?.trim();
  return {
    contentType: type ?? 'application/octet-stream',
    body: body.subarray(headersEnd + BLANK_LINE.length, end),
  };
}

export function boundaryIn(contentType: string): string {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw broken();
  return boundary;
}

function broken(): DomainError {
  return new DomainError('imaging.archive.unavailable', { detail: { fault: 'multipart' } });
}
