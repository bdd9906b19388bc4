import { createServer } from 'node:http';
import { listen } from '@caregate/testing';
import { DomainError, type ErrorCode } from '@caregate/core-errors';
import { readForwarded, type ForwardedRequest } from './request/forwarded-request.js';
import type { Headers } from './request/header-scan.js';
import {
  isNavigation,
  refusalOf,
  writeRefusal,
  writeSignIn,
  type Refusal,
  type RefusalContext,
} from './verify-refusal.js';

const traefik = {
  'x-forwarded-method': 'GET',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'care.example',
  'x-forwarded-uri': '/ehr/x',
};
const nginx = { 'x-original-url': 'https://care.example/ehr/x', 'x-original-method': 'GET' };

function requestOf(headers: Headers): ForwardedRequest {
  const parsed = readForwarded(headers);
  if (!parsed.readable) throw new Error(parsed.because);
  return parsed.request;
}

/** A request as the edge tells of it, refused at a route. */
function given(headers: Headers, more: Partial<RefusalContext> = {}): RefusalContext {
  return { request: requestOf(headers), headers, scopes: [], ...more };
}

/** What a client reads, over a socket. */
async function written(write: (response: Parameters<typeof writeRefusal>[0]) => void) {
  const server = createServer((_message, response) => write(response));
  const port = await listen(server);
  const answer = await fetch(`http://127.0.0.1:${port}/verify`, { redirect: 'manual' });
  const body = await answer.text();
  await new Promise((resolve) => server.close(resolve));
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
}

describe('what a refusal says', () => {
  const metadata = 'https://care.example/.well-known/oauth-protected-resource/ehr';
  const context = given(traefik, { resourceMetadataUrl: metadata, scopes: ['write:users', 'read:users'] });

  it.each<[ErrorCode, number, string, string | undefined]>([
    ['token.absent', 401, 'invalid_request', undefined],
    ['session.expired', 401, 'invalid_request', undefined],
    ['token.expired', 401, 'invalid_token', 'invalid_token'],
    ['token.revoked', 401, 'invalid_token', 'invalid_token'],
    ['access.scope.insufficient', 403, 'insufficient_scope', 'insufficient_scope'],
  ])('of %s is status %i with %s, and what to ask for', (code, status, error, challenged) => {
    const refusal = refusalOf(new DomainError(code), context);
    const challenge = refusal.headers?.['WWW-Authenticate'];
    expect(refusal).toMatchObject({ status, error, description: new DomainError(code).publicMessage });
    expect(challenge).toContain(`resource_metadata="${metadata}"`);
    expect(challenge).toContain('scope="write:users read:users"');
    expect(/ error="([^"]*)"/u.exec(challenge ?? '')?.[1]).toBe(challenged);
  });

  it('names no token where another one would not help', () => {
    const refusal = refusalOf(new DomainError('access.patient.refused'), context);
    expect(refusal).toMatchObject({ status: 403, error: 'access_denied', headers: {} });
  });

  it('is 503 and when to come again where nobody can say, without the reason', () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.7:5432');
    for (const bare of [false, true])
      expect(refusalOf(new DomainError('service.unavailable', { cause }), { ...context, bare })).toEqual({
        status: 503,
        error: 'temporarily_unavailable',
        description: new DomainError('service.unavailable').publicMessage,
        headers: { 'Retry-After': '1' },
      });
  });

  it('has the words of the older gateway where a route asks for them, for want of a good token only', () => {
    const bare = { ...context, bare: true };
    expect(refusalOf(new DomainError('token.absent'), bare)).toEqual({
      status: 401,
      error: 'invalid_request',
      description: 'Missing Authorization header',
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
    expect(refusalOf(new DomainError('token.revoked'), bare)).toEqual({
      status: 401,
      error: 'invalid_token',
      description: 'The access token is invalid or expired',
      headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
    });
    const scope = new DomainError('access.scope.insufficient');
    expect(refusalOf(scope, bare)).toEqual(refusalOf(scope, context));
  });
});

describe('a refusal as it is written', () => {
  const refusal: Refusal = { status: 401, error: 'invalid_token', description: 'für später', headers: { 'X-A': 'b' } };

  it('is JSON that nobody may keep, of the length that it says', async () => {
    const answer = await written((response) => writeRefusal(response, refusal, given(traefik)));
    expect(JSON.parse(answer.body)).toEqual({ error: 'invalid_token', error_description: 'für später' });
    expect(answer).toMatchObject({
      status: 401,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-a': 'b' },
    });
    expect(answer.headers['content-security-policy']).toBeUndefined();
  });

  it('can be read by a page of any origin, which has to know where tokens come from; without its cookies (Fetch §3.2.3)', async () => {
    const fromPage = given({ ...traefik, origin: 'https://assistant.example' });
    for (const [context, origin, exposed] of [
      [fromPage, '*', 'WWW-Authenticate, Retry-After'],
      [given(traefik), undefined, undefined],
    ] as const) {
      const { headers } = await written((response) => writeRefusal(response, refusal, context));
      expect([headers['access-control-allow-origin'], headers['access-control-expose-headers']]).toEqual([
        origin,
        exposed,
      ]);
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it('is a page for browsers only where the older gateway had one, which may do nothing', async () => {
    const browser = given({ ...traefik, accept: 'text/html,*/*;q=0.8' }, { bare: true });
    const page = await written((response) => writeRefusal(response, refusal, browser));
    expect(page.body).toContain('<h1>Not signed in</h1>');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'x-a': 'b',
    });
    const others: [Refusal, RefusalContext][] = [
      [{ ...refusal, status: 403 }, browser],
      [refusal, { ...browser, bare: false }],
      [refusal, given({ ...traefik, accept: '*/*' }, { bare: true })],
      [refusal, given({ ...traefik, accept: 'text/html, application/json' }, { bare: true })],
      [refusal, given(traefik, { bare: true })],
    ];
    for (const [other, context] of others) {
      const answer = await written((response) => writeRefusal(response, other, context));
      expect(answer.headers['content-type']).toBe('application/json');
    }
  });

  it.each<[string, Headers, Refusal['status'], number]>([
    ['nginx', nginx, 400, 403],
    ['nginx', nginx, 401, 401],
    ['nginx', nginx, 503, 503],
    ['Traefik', traefik, 400, 400],
    ['one that spoke as both', { ...nginx, ...traefik }, 400, 400],
  ])('is for %s %j of status %i written as %i', async (_edge, headers, status, told) => {
    const context = { headers, scopes: [] };
    const answer = await written((response) => writeRefusal(response, { ...refusal, status }, context));
    expect(answer.status).toBe(told);
  });
});

describe('a person who follows a link', () => {
  const link = { ...traefik, accept: 'text/html,*/*;q=0.8' };

  it.each<[boolean, string, Headers]>([
    [true, 'a browser that says so', { ...link, 'sec-fetch-mode': 'navigate' }],
    [true, 'an older browser', link],
    [false, 'a script', { ...link, 'x-requested-with': 'XMLHttpRequest' }],
    [false, 'who shows a token', { ...link, authorization: 'Bearer a.b.c' }],
    [false, 'what fetches no page', { ...link, accept: 'application/json' }],
    [false, 'what says nothing of pages', traefik],
    [false, 'a fetch', { ...link, 'sec-fetch-mode': 'cors' }],
    [false, 'a form', { ...link, 'x-forwarded-method': 'POST' }],
    [false, 'a look at the headers', { ...link, 'x-forwarded-method': 'HEAD' }],
    [false, 'a websocket by its key', { ...link, 'sec-websocket-key': 'x' }],
    [false, 'a websocket by its scheme', { ...link, 'x-forwarded-proto': 'wss' }],
  ])('is %s of %s', (expected, _who, headers) => {
    expect(isNavigation(given(headers))).toBe(expected);
  });

  it('is nobody whose request could not be read', () => {
    expect(isNavigation({ headers: link, scopes: [] })).toBe(false);
  });

  it.each([
    ['Traefik', 302, traefik],
    ['nginx', 401, nginx],
  ])('is sent on through %s by %i', async (_edge, status, headers) => {
    const location = 'https://auth.example/login';
    const answer = await written((response) => writeSignIn(response, location, given(headers)));
    expect([answer.status, answer.body]).toEqual([status, '']);
    expect(answer.headers).toMatchObject({ location, 'content-length': '0', 'cache-control': 'no-store' });
  });
});
