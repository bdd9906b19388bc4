import type { ForwardedRequest } from './forwarded-request.js';
import type { Headers } from './header-scan.js';

const QUERY_OVERRIDE = '_method';

/**
 * The method, or `undefined` when a server behind us could take it for another: Orthanc, for one, deletes by a `GET` whose
 * header or query says so (its HttpServer, `ExtractMethod`).
 */
export function methodOf({ method, target }: Pick<ForwardedRequest, 'method' | 'target'>, headers: Headers) {
  if (headers['x-http-method-override'] !== undefined) return undefined;
  const mark = target.indexOf('?');
  return mark !== -1 && new URLSearchParams(target.slice(mark)).has(QUERY_OVERRIDE) ? undefined : method;
}
