import type { IncomingMessage } from 'node:http';
import { DomainError } from '@caregate/core-errors';

/** What Express adds when it hands a request on to a mounted handler. */
export interface MountedRequest extends IncomingMessage {
  originalUrl?: string;
}

/** Everything a framework takes for the address under which it was asked. */
const ADDRESS_HEADERS = ['forwarded', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-prefix', 'x-forwarded-for'];

/**
 * The authorization server has one address, whatever the request says: otherwise a forged Host would put strangers'
 * endpoints into our metadata (gap G2; Zitadel CVE-2025-64101, RFC 8414 §3.3).
 */
export class IssuerPin {
  private readonly host: string;
  private readonly scheme: string;
  private readonly mount: string;

  constructor(issuer: string) {
    const { host, protocol, pathname } = new URL(issuer);
    this.host = host;
    this.scheme = protocol.slice(0, -1);
    this.mount = pathname;
  }

  /** Makes the request one to `path` below the issuer. */
  apply(request: MountedRequest, path: string): void {
    if (!path.startsWith('/') || path.startsWith('//')) throw new DomainError('request.not_found');
    const { headers } = request;
    for (const name of ADDRESS_HEADERS) delete headers[name];
    headers.host = this.host;
    headers['x-forwarded-proto'] = this.scheme;
    request.url = path;
    request.originalUrl = `${this.mount}${path}`;
  }
}
