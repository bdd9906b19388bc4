import type { IncomingHttpHeaders } from 'node:http';
import { validateHostHeader } from '@modelcontextprotocol/server';

const HOSTS_REMEMBERED_MAX = 32;

/** By which a machine calls itself, whatever its public name. */
export const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Keeps browsers of other sites away, on HTTP as on the WebSocket upgrade (DNS rebinding, MCP Streamable HTTP). */
export class DoorGuard {
  private readonly origins: ReadonlySet<string>;
  private readonly hostnames: string[];
  private readonly knownHosts = new Set<string>();

  constructor(allowedOrigins: readonly string[], allowedHosts: readonly string[]) {
    this.origins = new Set(allowedOrigins);
    this.hostnames = [...allowedHosts];
  }

  /** Programs send no Origin; browsers always do when another site is behind the request. */
  admits({ host, origin }: IncomingHttpHeaders): boolean {
    return (origin === undefined || this.origins.has(origin) || isOnLoopback(origin, host)) && this.isOurs(host);
  }

  private isOurs(host: string | undefined): boolean {
    if (host !== undefined && this.knownHosts.has(host)) return true;
    const { ok } = validateHostHeader(host, this.hostnames);
    if (ok && host !== undefined && this.knownHosts.size < HOSTS_REMEMBERED_MAX) this.knownHosts.add(host);
    return ok;
  }
}

/** A page of this very port: on loopback the server has more names than the one that is its public address. */
function isOnLoopback(origin: string, host: string | undefined): boolean {
  return origin === `http://${host}` && loopbackNames.includes(host?.replace(/:\d+$/, '') ?? '');
}
