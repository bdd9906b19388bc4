import type { IncomingHttpHeaders } from 'node:http';

/** What is known of a resource's version. */
export interface Revision {
  readonly etag: string | undefined;
  readonly lastModified: Date | undefined;
}

/** Whether the client has this version already (FHIR R4 http.html#cread, RFC 9110 §13.1): the tag goes before the time. */
export function isFresh(headers: IncomingHttpHeaders, { etag, lastModified }: Revision): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim() === '*' || weak(tag) === weak(etag));
  const since = httpDate(headers['if-modified-since'] ?? '');
  // The header has no milliseconds.
  return lastModified !== undefined && Math.floor(lastModified.getTime() / 1000) <= since / 1000;
}

/** RFC 9110 §8.8.3.2: for a read, weak and strong tags of the same letters are the same. */
function weak(tag: string | undefined): string | undefined {
  return tag?.trim().replace(/^W\//, '');
}

/** In any of the three forms of RFC 9110 §5.6.7, all of which begin with the day of the week; else not a number. */
function httpDate(text: string): number {
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return Number.NaN;
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}
