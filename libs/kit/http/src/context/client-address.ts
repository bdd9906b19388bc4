import { isIP } from 'node:net';
import type { AddressRanges } from './address-ranges.js';

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * The last hop that none of our own proxies vouches for. `X-Forwarded-For` is read from the right, since everything
 * left of the first stranger is the stranger's own claim; what is no address ends the reading (CVE-2024-47070).
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  proxies: AddressRanges,
): string | undefined {
  if (peer === undefined) return undefined;
  let client = plain(peer);
  if (forwardedFor === undefined || proxies.ranges.length === 0) return client;
  for (const hop of forwardedFor.split(',').reverse()) {
    const address = plain(hop.trim());
    if (!proxies.has(client) || isIP(address) === 0) return client;
    client = address;
  }
  return client;
}

/** A dual-stack socket shows an IPv4 peer as `::ffff:192.0.2.1` (RFC 4291 §2.5.5.2). */
function plain(address: string): string {
  return MAPPED_IPV4.exec(address)?.[1] ?? address;
}
