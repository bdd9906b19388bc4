import type { BridgeConfig } from '../config.js';

/** Canonical URI of a proxied server (RFC 8707 §2), exactly as clients write it. */
export function resourceOf({ PUBLIC_URL }: Pick<BridgeConfig, 'PUBLIC_URL'>, server: string): string {
  return `${PUBLIC_URL.replace(/\/$/, '')}/${server}/mcp`;
}
