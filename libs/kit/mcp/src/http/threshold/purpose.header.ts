import type { IncomingHttpHeaders } from 'node:http';

/** Purpose of use of all calls of a request or a connection, for clients that cannot give it with each of them. */
export function purposeHeader(headers: IncomingHttpHeaders): string | undefined {
  const given = headers['x-purpose-of-use'];
  return typeof given === 'string' && given !== '' ? given : undefined;
}
