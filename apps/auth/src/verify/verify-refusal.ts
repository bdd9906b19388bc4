import type { ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { bearerChallenge } from '@caregate/kit-http';
import type { ForwardedRequest } from './request/forwarded-request.js';
import type { Headers } from './request/header-scan.js';

export interface Refusal {
  readonly status: 400 | 401 | 403 | 503;
  readonly error: string;
  readonly description: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RefusalContext {
  /** Absent when the request could not be read at all. */
  readonly request?: ForwardedRequest | undefined;
  readonly headers: Headers;
  /** RFC 9728 address of the route's resource. */
  readonly resourceMetadataUrl?: string | undefined;
  readonly scopes: readonly string[];
  /** In the words of the older gateway. */
  readonly bare?: boolean;
}

/** What is wrong with a token or its bearer, in the words of RFC 6750 and of the older gateway. */
export function refusalOf(error: DomainError, context: RefusalContext): Refusal {
  if (context.bare === true && error.kind === 'unauthenticated') return bareRefusal(error);
  const { resourceMetadataUrl, scopes } = context;
  const options = resourceMetadataUrl === undefined ? {} : { resourceMetadataUrl };
  const challenge = bearerChallenge(error, scopes, options);
  const headers = challenge === undefined ? {} : { 'WWW-Authenticate': challenge };
  const description = error.publicMessage;
  if (error.kind === 'unauthenticated') return { status: 401, error: codeOf(error), description, headers };
  if (error.kind === 'forbidden') return { status: 403, error: codeOf(error), description, headers };
  return { status: 503, error: 'temporarily_unavailable', description, headers: { 'Retry-After': '1' } };
}

function bareRefusal(error: DomainError): Refusal {
  const isAbsent = codeOf(error) === 'invalid_request';
  return {
    status: 401,
    error: isAbsent ? 'invalid_request' : 'invalid_token',
    description: isAbsent ? 'Missing Authorization header' : 'The access token is invalid or expired',
    headers: { 'WWW-Authenticate': isAbsent ? 'Bearer' : 'Bearer error="invalid_token"' },
  };
}

/** Writes a refusal the way that this edge and this client understand. Never 2xx. */
export function writeRefusal(response: ServerResponse, refusal: Refusal, context: RefusalContext): void {
  // ngx_http_auth_request_module turns every other status into 500.
  const status = isNginx(context) && refusal.status === 400 ? 403 : refusal.status;
  const isPage = refusal.status === 401 && context.bare === true && wantsPage(context);
  const body = isPage
    ? signedOutPage
    : JSON.stringify({ error: refusal.error, error_description: refusal.description });
  response.writeHead(status, {
    'Content-Type': isPage ? 'text/html; charset=utf-8' : 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(context.headers.origin === undefined ? {} : toldToPages),
    ...(isPage ? { 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" } : {}),
    ...refusal.headers,
  });
  response.end(body);
}

/** Programs in browsers have to read what to do next; of nobody does a refusal tell anything, and `*` lets no cookie along. */
const toldToPages = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'WWW-Authenticate, Retry-After',
};

/** A person who follows a link is sent to sign in; a program is told 401, as it could do nothing with a page. */
export function isNavigation({ request, headers }: RefusalContext): boolean {
  if (request === undefined || request.method !== 'GET' || request.websocket) return false;
  if (headers['x-requested-with'] !== undefined || headers.authorization !== undefined) return false;
  const mode = headers['sec-fetch-mode'];
  return headers.accept?.includes('text/html') === true && (mode === undefined || mode === 'navigate');
}

/** nginx cannot hand on a redirect of a sub-request; its configuration reads the address from the 401. */
export function writeSignIn(response: ServerResponse, location: string, { request }: RefusalContext): void {
  const status = request?.manner === 'nginx' ? 401 : 302;
  response.writeHead(status, { Location: location, 'Content-Length': '0', 'Cache-Control': 'no-store' });
  response.end();
}

/** Also of a request that could not be read, as long as only nginx could have asked. */
function isNginx({ headers }: RefusalContext): boolean {
  return headers['x-original-url'] !== undefined && headers['x-forwarded-uri'] === undefined;
}

/** The older gateway showed a page to browsers. */
function wantsPage({ headers: { accept = '' } }: RefusalContext): boolean {
  return accept.includes('text/html') && !accept.includes('application/json');
}

const signedOutPage =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not signed in</title>' +
  '<h1>Not signed in</h1><p>This address is for programs that show an access token.</p></html>';

function codeOf({ code }: DomainError): string {
  if (code === 'token.absent' || code.startsWith('session.')) return 'invalid_request';
  if (code === 'access.scope.insufficient') return 'insufficient_scope';
  return code.startsWith('token.') ? 'invalid_token' : 'access_denied';
}
