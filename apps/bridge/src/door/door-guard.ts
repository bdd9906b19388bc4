import type { IncomingHttpHeaders } from 'node:http';
import { validateHostHeader } from '@modelcontextprotocol/server';

/** Keeps browsers of other sites away (DNS rebinding; MCP, Streamable HTTP, security warning). */
export class DoorGuard {
  private readonly origins: ReadonlySet<string>;

  constructor(
    allowedOrigins: readonly string[],
    private readonly allowedHosts: readonly string[],
  ) {
    this.origins = new Set(allowedOrigins);
  }

  /** Programs send no Origin; browsers always do when another site is behind the request. */
  admits({ host, origin }: IncomingHttpHeaders): boolean {
    const isOurs = origin === undefined || this.origins.has(origin);
    return isOurs && validateHostHeader(host, [...this.allowedHosts]).ok;
  }
}
