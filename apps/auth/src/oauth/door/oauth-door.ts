import type { ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { currentContext, rateLimitKey, setRateLimitHeaders, type RateLimiter } from '@caregate/kit-http';
import { IssuerPin, type MountedRequest } from './issuer-pin.js';
import type { ProviderHost } from '../provider/provider-host.js';

export interface OAuthDoorOptions {
  readonly issuer: string;
  readonly provider: Pick<ProviderHost, 'handle'>;
  readonly limiter: RateLimiter;
  /** RFC 7592; while it is off, registrations have no address. */
  readonly management: boolean;
  /** Endpoints of what is switched off. */
  readonly closed?: readonly string[];
}

interface Endpoint {
  readonly path: RegExp;
  readonly methods: readonly string[];
  /** Name of the limit under which its requests count. */
  readonly limit?: string;
}

/** Forms of OAuth are small; RFC 6749 sets no limit, we do. */
const BODY_BYTES_MAX = 16_384;

/** All that is open of the library; what it mounts besides stays shut. */
const ENDPOINTS: readonly Endpoint[] = [
  { path: /^\/auth$/u, methods: ['GET', 'POST'], limit: 'oauth-authorize' },
  { path: /^\/auth\/[\w-]{1,64}$/u, methods: ['GET'], limit: 'oauth-authorize' },
  { path: /^\/logout$/u, methods: ['GET', 'POST'], limit: 'oauth-authorize' },
  { path: /^\/token(?:\/revocation)?$/u, methods: ['POST', 'OPTIONS'], limit: 'oauth-token' },
  { path: /^\/token\/introspection$/u, methods: ['POST', 'OPTIONS'], limit: 'oauth-questions' },
  { path: /^\/userinfo$/u, methods: ['GET', 'POST', 'OPTIONS'], limit: 'oauth-token' },
  { path: /^\/device\/auth$/u, methods: ['POST', 'OPTIONS'], limit: 'oauth-device' },
  { path: /^\/reg$/u, methods: ['POST', 'OPTIONS'], limit: 'oauth-register' },
  { path: /^\/reg\/[\w-]{1,64}$/u, methods: ['GET', 'PUT', 'DELETE', 'OPTIONS'], limit: 'oauth-register' },
  { path: /^\/jwks$/u, methods: ['GET', 'HEAD', 'OPTIONS'] },
  {
    path: /^\/\.well-known\/(?:oauth-authorization-server|openid-configuration)$/u,
    methods: ['GET', 'HEAD', 'OPTIONS'],
  },
];

/** Where a browser is sent by an application. */
const ASKED_BY_BROWSERS: ReadonlySet<string> = new Set(['/auth', '/logout']);

/** Stands before the authorization server: only its open endpoints, at its own address, in measure. */
export class OAuthDoor {
  private readonly pin: IssuerPin;

  constructor(private readonly options: OAuthDoorOptions) {
    this.pin = new IssuerPin(options.issuer);
  }

  /** For requests below the issuer. */
  async handle(request: MountedRequest, response: ServerResponse): Promise<void> {
    await this.enter(request.url ?? '', request, response);
  }

  /** For the form of RFC 8414 §3.1, where the well-known part stands before the path of the issuer. */
  async handleMetadata(path: string, request: MountedRequest, response: ServerResponse): Promise<void> {
    if (request.url !== '/' && request.url !== '') throw new DomainError('request.not_found');
    await this.enter(path, request, response);
  }

  /** For requests at another address than below the issuer: those to `path`, and to what is mounted under it. */
  async handleAt(path: string, request: MountedRequest, response: ServerResponse): Promise<void> {
    const { url = '/' } = request;
    await this.enter(`${path}${url.replace(/^\/(?=\?|$)/u, '')}`, request, response);
  }

  private async enter(target: string, request: MountedRequest, response: ServerResponse): Promise<void> {
    this.pin.apply(request, target);
    const path = pathOf(target);
    const endpoint = this.endpointAt(path);
    if (endpoint === undefined) throw new DomainError('request.not_found');
    if (!endpoint.methods.includes(request.method ?? '')) return refuseMethod(response, endpoint);
    putPlainly(request);
    // RFC 6749 §5.2: programs get JSON, also those whose HTTP client asks for a page before anything else, as Java's does.
    if (!/^\/(?:auth|logout)(?:\/|$)/u.test(path)) request.headers.accept = 'application/json';
    await this.admit(endpoint, request, response);
    if (ASKED_BY_BROWSERS.has(path) && request.method === 'POST') return askByQuery(request, response);
    if (ASKED_BY_BROWSERS.has(path)) leaveLibrarySession(request);
    if (path === '/auth') beginAfresh(request);
    if (/^\/reg(?:\/|$)/u.test(path) && allowAnyOrigin(request, response)) return;
    await this.options.provider.handle(request, response);
  }

  private endpointAt(path: string): Endpoint | undefined {
    const { management, closed = [] } = this.options;
    if ((path.startsWith('/reg/') && !management) || closed.includes(path)) return undefined;
    return ENDPOINTS.find((candidate) => candidate.path.test(path));
  }

  /** Programs in browsers learn why they were not let in, and for how long; of nobody does that tell anything. */
  private async admit({ limit }: Endpoint, request: MountedRequest, response: ServerResponse): Promise<void> {
    try {
      assertSmall(request);
      if (limit !== undefined && request.method !== 'OPTIONS') await this.count(limit, response);
    } catch (error) {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-expose-headers', 'Retry-After');
      throw error;
    }
  }

  private async count(name: string, response: ServerResponse): Promise<void> {
    const { limiter } = this.options;
    const allowance = await limiter.consume(name, rateLimitKey(limiter.limitOf(name).by, currentContext()));
    setRateLimitHeaders(response, allowance, new Date());
    if (allowance.exceeded) throw new DomainError('request.too_many', { detail: { limit: name } });
  }
}

function pathOf(target: string): string {
  const mark = target.indexOf('?');
  return mark === -1 ? target : target.slice(0, mark);
}

/** RFC 9110 §11.4 lets any number of spaces stand between scheme and credentials; the library knows of one. */
function putPlainly({ headers }: MountedRequest): void {
  const { authorization } = headers;
  if (authorization?.includes('  ')) headers.authorization = authorization.replace(/^([\w-]+) +/u, '$1 ');
}

/** Of a body whose length is not told beforehand, as .NET sends JSON, its reader takes no more than is good for it. */
function assertSmall({ headers }: MountedRequest): void {
  if (Number(headers['content-length'] ?? 0) > BODY_BYTES_MAX) throw new DomainError('request.too_large');
}

/** RFC 9110 §15.5.6. */
function refuseMethod(response: ServerResponse, { methods }: Endpoint): void {
  const body = JSON.stringify({ error: 'invalid_request', error_description: `use ${methods.join(', ')}` });
  const headers = { allow: methods.join(', '), 'content-type': 'application/json', 'cache-control': 'no-store' };
  response.writeHead(405, headers).end(body);
}

/**
 * OpenID Connect Core §3.1.2.1, RP-Initiated Logout §2: a request may come as a form, from a page of the application, so
 * the browser leaves our Lax cookies out of it. It brings them to the same request in a query (RFC 6265bis §5.5), where
 * everything is looked at.
 */
async function askByQuery(request: MountedRequest, response: ServerResponse): Promise<void> {
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/iu.test(request.headers['content-type'] ?? ''))
    throw new DomainError('request.media_type_unsupported');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) throw new DomainError('request.too_large');
    chunks.push(chunk);
  }
  const query = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  const [address = ''] = (request.originalUrl ?? '').split('?');
  response.writeHead(303, { location: `${address}?${query.toString()}`, 'cache-control': 'no-store' }).end();
}

/** The library's own session is one authorization request long; who is signed in is ours to say (gap G9). */
function leaveLibrarySession({ headers }: MountedRequest): void {
  const cookies = (headers.cookie ?? '').split(';').filter((pair) => !/^\s*op_session(?:\.sig)?=/u.test(pair));
  headers.cookie = cookies.join(';');
}

/** Lasting access is never given unasked, so asking for it asks for the consent page too (OpenID Connect Core §11). */
function beginAfresh(request: MountedRequest): void {
  const url = new URL(request.url ?? '/', 'http://issuer.invalid');
  const before = url.search;
  putInOurWords(url.searchParams);
  if (url.search === before) return;
  const target = `${url.pathname}${url.search}`;
  request.originalUrl = request.originalUrl?.replace(request.url ?? '', target) ?? target;
  request.url = target;
}

/** What older or wider clients ask for, in the words of this server. What is given twice is left for the library to refuse. */
function putInOurWords(parameters: URLSearchParams): void {
  const once = (name: string) => (parameters.getAll(name).length === 1 ? (parameters.get(name) ?? '') : undefined);
  const scopes = parameters.getAll('scope').join(' ').split(' ').filter(Boolean);
  // RFC 6749 §3.3 has one space between two words; who joins nothing and a word has one before the word, as Claude does.
  if (![undefined, scopes.join(' ')].includes(once('scope'))) parameters.set('scope', scopes.join(' '));
  if (!scopes.includes('openid')) putWithoutOpenId(parameters);
  const prompt = once('prompt');
  if (scopes.includes('offline_access') && !parameters.has('prompt')) parameters.set('prompt', 'consent');
  // OpenID Connect Core §3.1.2.1: accounts are chosen at the identity provider, by signing in there anew.
  if (prompt?.includes('select_account'))
    parameters.set('prompt', [...new Set(prompt.replace('select_account', 'login').split(' '))].join(' '));
  // RFC 6749 §4.1.2.1: kinds of answer that are not there have one error, which the library keeps for unknown words.
  for (const [name, known] of [
    ['response_type', 'code'],
    ['response_mode', 'query'],
  ] as const) {
    if (![undefined, '', known].includes(once(name))) parameters.set(name, 'none');
  }
  // Given twice it is wrong, which is not the same as left out: then nobody is sent anywhere.
  const addresses = parameters.getAll('redirect_uri');
  if (addresses.length > 1) parameters.set('redirect_uri', addresses.join(' '));
}

/**
 * What OpenID Connect adds means nothing in a request that is none of it, so it is ignored (RFC 6749 §3.1), but for the age
 * of the sign-in: RFC 9470 §4 lets every client ask for that, and whoever asks gets a fresh one.
 */
function putWithoutOpenId(parameters: URLSearchParams): void {
  for (const name of ['acr_values', 'claims', 'claims_locales', 'id_token_hint', 'nonce']) parameters.delete(name);
  const prompt = parameters.get('prompt') ?? '';
  if (!parameters.has('max_age') || prompt === 'none') return;
  parameters.delete('max_age');
  parameters.set('prompt', [...new Set(['login', ...prompt.split(' ').filter(Boolean)])].join(' '));
}

/** Registration carries no credentials of the browser, so pages of every origin may ask (gap G5). Answers whether it was a preflight. */
function allowAnyOrigin(request: MountedRequest, response: ServerResponse): boolean {
  response.setHeader('access-control-allow-origin', '*');
  if (request.method !== 'OPTIONS') return false;
  response.writeHead(204, {
    'access-control-allow-methods': 'POST, GET, PUT, DELETE',
    'access-control-allow-headers': 'content-type, authorization, mcp-protocol-version',
    'access-control-max-age': '3600',
  });
  response.end();
  return true;
}
