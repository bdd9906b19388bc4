import type { ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { currentContext, rateLimitKey, setRateLimitHeaders, type RateLimiter } from '@caregate/kit-http';
import { IssuerPin, type MountedRequest } from './issuer-pin.js';
import type { ProviderHost } from './provider-host.js';

export interface OAuthDoorOptions {
  readonly issuer: string;
  readonly provider: Pick<ProviderHost, 'handle'>;
  readonly limiter: RateLimiter;
  /** RFC 7592; while it is off, registrations have no address. */
  readonly management: boolean;
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
  { path: /^\/auth(?:\/[\w-]{1,64})?$/u, methods: ['GET'], limit: 'oauth-authorize' },
  { path: /^\/token(?:\/revocation)?$/u, methods: ['POST', 'OPTIONS'], limit: 'oauth-token' },
  { path: /^\/token\/introspection$/u, methods: ['POST', 'OPTIONS'], limit: 'oauth-questions' },
  { path: /^\/device\/auth$/u, methods: ['POST', 'OPTIONS'], limit: 'oauth-device' },
  { path: /^\/reg$/u, methods: ['POST', 'OPTIONS'], limit: 'oauth-register' },
  { path: /^\/reg\/[\w-]{1,64}$/u, methods: ['GET', 'PUT', 'DELETE', 'OPTIONS'], limit: 'oauth-register' },
  { path: /^\/jwks$/u, methods: ['GET', 'HEAD', 'OPTIONS'] },
  {
    path: /^\/\.well-known\/(?:oauth-authorization-server|openid-configuration)$/u,
    methods: ['GET', 'HEAD', 'OPTIONS'],
  },
];

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
    if (endpoint === undefined || !endpoint.methods.includes(request.method ?? ''))
      throw new DomainError('request.not_found');
    assertSmall(request);
    if (endpoint.limit !== undefined && request.method !== 'OPTIONS') await this.count(endpoint.limit, response);
    if (path === '/auth') beginAfresh(request);
    if (/^\/reg(?:\/|$)/u.test(path) && allowAnyOrigin(request, response)) return;
    await this.options.provider.handle(request, response);
  }

  private endpointAt(path: string): Endpoint | undefined {
    if (path.startsWith('/reg/') && !this.options.management) return undefined;
    return ENDPOINTS.find((candidate) => candidate.path.test(path));
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

/** A body whose length nobody tells could be endless. */
function assertSmall({ headers }: MountedRequest): void {
  const length = Number(headers['content-length'] ?? 0);
  if (headers['transfer-encoding'] !== undefined || length > BODY_BYTES_MAX) throw new DomainError('request.too_large');
}

/**
 * The library's own session is one authorization request long; who is signed in is ours to say (gap G9). And lasting
 * access is never given unasked, so asking for it asks for the consent page too (OpenID Connect Core §11).
 */
function beginAfresh(request: MountedRequest): void {
  const cookies = (request.headers.cookie ?? '').split(';').filter((pair) => !/^\s*op_session(?:\.sig)?=/u.test(pair));
  request.headers.cookie = cookies.join(';');
  const url = new URL(request.url ?? '/', 'http://issuer.invalid');
  const scopes = url.searchParams.getAll('scope').join(' ').split(' ');
  if (!scopes.includes('offline_access') || url.searchParams.has('prompt')) return;
  url.searchParams.set('prompt', 'consent');
  const target = `${url.pathname}${url.search}`;
  request.originalUrl = request.originalUrl?.replace(request.url ?? '', target) ?? target;
  request.url = target;
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
