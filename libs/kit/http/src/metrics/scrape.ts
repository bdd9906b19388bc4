import { DomainError } from '@caregate/core-errors';
import { AddressRanges } from '../context/address-ranges.js';
import { currentContext } from '../context/request-context.js';
import type { AnyRequest } from '../server/raw.js';
import type { Metrics } from './metrics.js';

/** `internal`: only for who comes directly from a private network, past the edge. */
export type MetricsExposure = 'internal' | 'public' | 'off';

/** Loopback, RFC 1918, RFC 6598, link-local and RFC 4193. */
const PRIVATE = new AddressRanges(
  `127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 169.254.0.0/16 ::1 fe80::/10 fc00::/7`.split(' '),
);
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

export class Scrape {
  constructor(
    private readonly metrics: Metrics,
    private readonly exposure: MetricsExposure,
  ) {}

  /** Whoever may not see it is not told that it is there. */
  async text({ headers }: AnyRequest): Promise<string> {
    if (this.exposure === 'public' || (this.exposure === 'internal' && isInternal(headers)))
      return this.metrics.print();
    throw new DomainError('request.not_found');
  }
}

/** An edge on a private network has a private address too, but says that it forwards. */
function isInternal(headers: AnyRequest['headers']): boolean {
  const { address } = currentContext();
  return address !== undefined && PRIVATE.has(address) && FORWARDED.every((name) => headers[name] === undefined);
}
