import type { ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { bearerChallenge } from '@caregate/kit-http';
import type { ForwardedRequest } from './forwarded-request.js';
import type { Headers } from './header-scan.js';

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
}

/** What is wrong with a token or its bearer, in the words of RFC 6750 and of the older gateway. */
export function refusalOf(error: DomainError, { resourceMetadataUrl, scopes }: RefusalContext): Refusal {
  const options = resourceMetadataUrl === undefined ? {} : { resourceMetadataUrl };
  const challenge = bearerChallenge(error, scopes, options);
  const headers = challenge === undefined ? {} : { 'WWW-Authenticate': challenge };
  const description = error.publicMessage;
  if (error.kind === 'unauthenticated') return { status: 401, error: codeOf(error), description, headers };
  if (error.kind === 'forbidden') return { status: 403, error: codeOf(error), description, headers };
  return { status: 503, error: 'temporarily_unavailable', description, headers: { 'Retry-After': '1' } };
}

/** Writes a refusal the way that this edge and this client understand. Never 2xx. */
export function writeRefusal(response: ServerResponse, refusal: Refusal, { request }: RefusalContext): void {
  // ngx_http_auth_request_module turns every other status into 500.
  const status = request?.manner === 'nginx' && refusal.status === 400 ? 403 : refusal.status;
  const body = JSON.stringify({ error: refusal.error, error_description: refusal.description });
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...refusal.headers,
  });
  response.end(body);
}

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

function codeOf({ code }: DomainError): string {
  if (code === 'token.absent' || code.startsWith('session.')) return 'invalid_request';
  if (code === 'access.scope.insufficient') return 'insufficient_scope';
  return code.startsWith('token.') ? 'invalid_token' : 'access_denied';
}
