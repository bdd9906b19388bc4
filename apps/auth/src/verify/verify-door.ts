import type { ForwardedRequest } from './request/forwarded-request.js';
import type { Headers } from './request/header-scan.js';
import type { VerifyRoute } from './routes/verify-route.config.js';

/** Which credential decides, before anybody looks whether it is good. */
export type DoorSign =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'cookie'; readonly value: string }
  | { readonly kind: 'public' }
  | { readonly kind: 'preflight' }
  | { readonly kind: 'anonymous' }
  /** `Authorization` holds something, but no token. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'refused'; readonly status: 400 | 403; readonly because: string };

export interface DoorPolicy {
  /** Name of the session cookie. */
  readonly cookieName: string;
  /** Origins whose pages may act with the cookie. */
  readonly ownOrigins: readonly string[];
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const SCHEME = 'bearer ';
const SPACE = 0x20;
const QUERY_TOKEN = 'mcp_token';
const TOKEN_LENGTH_MAX = 8192;

/** A pure function of the forwarded request: what is missing or malformed is a refusal, never a default. */
export function signAtDoor(
  request: ForwardedRequest,
  headers: Headers,
  route: VerifyRoute | undefined,
  policy: DoorPolicy,
): DoorSign {
  if (route === undefined) return refused(403, 'no route');
  if (route.access === 'public') return { kind: 'public' };
  if (isPreflight(request, headers)) return route.cors ? { kind: 'preflight' } : refused(403, 'no cors');
  const sign = byCredential(request, headers, route, policy);
  return sign.kind === 'anonymous' && route.access === 'optional' ? { kind: 'public' } : sign;
}

function byCredential(request: ForwardedRequest, headers: Headers, route: VerifyRoute, policy: DoorPolicy): DoorSign {
  const cookie = cookieIn(headers.cookie, policy.cookieName);
  const authorization = headers.authorization ?? (cookie.length > 0 ? undefined : inQuery(request, route));
  if (authorization !== undefined && cookie.length > 0) return refused(400, 'cookie and bearer');
  if (authorization !== undefined) return byBearer(authorization);
  if (cookie.length === 0 || !route.cookie) return { kind: 'anonymous' };
  return byCookie(cookie, request, headers, policy);
}

/**
 * RFC 6750 §2.1, RFC 9110 §11.4: one or more spaces, and no other whitespace, before the token. Whether it has only letters
 * that a token may have is the verifier's to say, which need not look at one that it knows. Other schemes, as of clients
 * that do not know which one is asked for, and two credentials in one line are what services call malformed: 401.
 */
function byBearer(authorization: string): DoorSign {
  const scheme = authorization.slice(0, SCHEME.length);
  let start = SCHEME.length;
  while (authorization.charCodeAt(start) === SPACE) start += 1;
  const token = authorization.slice(start);
  const isOne = token !== '' && token.length <= TOKEN_LENGTH_MAX && !token.includes(' ') && !token.includes(',');
  const isBearer = scheme === 'Bearer ' || scheme.toLowerCase() === SCHEME;
  return isBearer && isOne ? { kind: 'bearer', token } : { kind: 'malformed' };
}

function byCookie(
  values: readonly string[],
  request: ForwardedRequest,
  headers: Headers,
  policy: DoorPolicy,
): DoorSign {
  const [value = ''] = values;
  if (values.length > 1) return refused(400, 'duplicate session cookie');
  const acts = request.websocket || !SAFE_METHODS.has(request.method);
  if (acts && !comesFromUs(headers, policy)) return refused(403, 'foreign origin');
  return { kind: 'cookie', value };
}

/** Fetch Metadata tells the browser's own view; Origin is what older browsers have (OWASP CSRF cheat sheet). */
function comesFromUs(headers: Headers, { ownOrigins }: DoorPolicy): boolean {
  const site = headers['sec-fetch-site'];
  const fromUs = headers.origin !== undefined && ownOrigins.includes(headers.origin);
  return fromUs && (site === undefined || site === 'same-origin' || site === 'same-site');
}

/** Fetch §3.2.2: a preflight carries no credentials, so it cannot be asked for any. */
function isPreflight({ method }: ForwardedRequest, headers: Headers): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/** How viewers of the older gateway come in. Whoever has a better credential is known by that. */
function inQuery({ target }: ForwardedRequest, { queryToken }: VerifyRoute): string | undefined {
  if (!queryToken) return undefined;
  const mark = target.indexOf('?');
  const tokens = mark === -1 ? [] : new URLSearchParams(target.slice(mark)).getAll(QUERY_TOKEN);
  return tokens.length === 0 ? undefined : `Bearer ${tokens.join(',')}`;
}

function cookieIn(header: string | undefined, name: string): readonly string[] {
  if (header === undefined || !header.includes(name)) return [];
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

function refused(status: 400 | 403, because: string): DoorSign {
  return { kind: 'refused', status, because };
}
