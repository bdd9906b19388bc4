import { isIPv6 } from 'node:net';
import { principalOf } from '@caregate/core-permissions';
import type { RequestContext } from '../context/request-context.js';
import type { Limit } from './rate-limiter.js';

/** Under which key a request counts. */
export function rateLimitKey(by: Limit['by'], { caller, address = 'unknown' }: Partial<RequestContext>): string {
  if (caller === undefined || by === 'address') return `address:${networkOf(address)}`;
  return by === 'client' ? `client:${caller.clientId}` : `user:${principalOf(caller)}`;
}

/** A subscriber of IPv6 holds at least a /64 (RFC 6177 §2) and could send each request from another address of it. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [left = [], right = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
