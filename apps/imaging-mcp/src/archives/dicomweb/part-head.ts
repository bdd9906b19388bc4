const LINE_END = Buffer.from('\r\n');
const BLANK_LINE = Buffer.from('\r\n\r\n');

/** All in front of a part; what is behind that is not searched for it, however often the boundary seems to stand there. */
export const HEAD_BYTES_MAX = 8 * 1024;

export interface PartHead {
  readonly contentType: string;
  /** Where the part itself begins. */
  readonly end: number;
}

/** `undefined` where a media type has none (RFC 2045 §5.1); it may be quoted, and what is quoted may look like one. */
export function boundaryIn(contentType: string): string | undefined {
  const parameters = contentType.matchAll(/;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"]*))/g);
  for (const [, name, quoted, plain] of parameters)
    if (name?.toLowerCase() === 'boundary') return (quoted?.replace(/\\(.)/g, '$1') ?? plain?.trim()) || undefined;
  return undefined;
}

/** The head of the first part (RFC 2046 §5.1.1), whatever stands in front of it; `undefined` where not all of it is there. */
export function partHead(whole: Buffer, boundary: string): PartHead | undefined {
  const body = whole.subarray(0, HEAD_BYTES_MAX);
  const lineEnd = delimiterEnd(body, boundary);
  const headersEnd = lineEnd === undefined ? -1 : body.indexOf(BLANK_LINE, lineEnd);
  if (headersEnd < 0) return undefined;
  // A line that begins with a blank goes on with the one before.
  const headers = body.toString('latin1', lineEnd, headersEnd).replace(/\r\n[ \t]+/g, ' ');
  const contentType = /^content-type:(.+)$/im.exec(headers)?.[1]?.trim();
  return { contentType: contentType ?? 'application/octet-stream', end: headersEnd + BLANK_LINE.length };
}

/** A delimiter is a line of its own, with nothing behind it but blanks. */
function delimiterEnd(body: Buffer, boundary: string): number | undefined {
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1)) {
    const end = body.indexOf(LINE_END, at);
    const isLine = at === 0 || body.subarray(at - LINE_END.length, at).equals(LINE_END);
    if (isLine && end >= 0 && body.toString('latin1', at + mark.length, end).trim() === '') return end;
  }
  return undefined;
}
