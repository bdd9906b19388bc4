import type { IncomingHttpHeaders } from 'node:http';

/**
 * RFC 7692. A context made for the usual 32 KB window costs more memory than all the rest of a socket: small windows,
 * nothing kept from one message to the next, and no context at all for a peer that is sent small messages only.
 */
export const compression = {
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
  serverMaxWindowBits: 10,
  clientMaxWindowBits: 10,
  threshold: 1024,
  zlibDeflateOptions: { memLevel: 3, level: 3, chunkSize: 4096 },
  zlibInflateOptions: { chunkSize: 4096 },
} as const;

/** Whoever does not say that they know `client_max_window_bits` must not be told to keep to it (RFC 7692 §7.1.2.2). */
const AGREEABLE = new RegExp(
  '^permessage-deflate(?=.*;\\s*client_max_window_bits)' +
    '(\\s*;\\s*(server_no_context_takeover|client_no_context_takeover|(server|client)_max_window_bits(="?1[0-5]"?)?))+$',
);

/**
 * Leaves only those offers of the header that `compression` agrees with: the rest is declined, and the socket opens
 * without (RFC 7692 §5.1). The library refuses such a peer with 400; Safari and the usual clients of Go are among them.
 */
export function declineOffers(headers: IncomingHttpHeaders): void {
  const offers = headers['sec-websocket-extensions']?.split(',').map((offer) => offer.trim());
  const agreeable = offers?.filter((offer) => AGREEABLE.test(offer)) ?? [];
  if (agreeable.length > 0) headers['sec-websocket-extensions'] = agreeable.join(', ');
  else delete headers['sec-websocket-extensions'];
}
