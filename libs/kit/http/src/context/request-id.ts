import { randomUUID } from 'node:crypto';

/** Long enough for every tracer's ids, and nothing that could end a log line, a header or a query. */
const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

/** The id that an edge or a client gave to the request when it is harmless, else one of our own. */
export function requestIdFrom(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && SAFE.test(header) ? header : randomUUID();
}
