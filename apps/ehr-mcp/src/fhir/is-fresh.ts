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
  const since = Date.parse(headers['if-modified-since'] ?? '');
  // The header has no milliseconds.
  return lastModified !== undefined && Math.floor(lastModified.getTime() / 1000) <= since / 1000;
}

/** RFC 9110 §8.8.3.2: for a read, weak and strong tags of the same letters are the same. */
function weak(tag: string | undefined): string | undefined {
  return tag?.trim().replace(/^W\//, '');
}
