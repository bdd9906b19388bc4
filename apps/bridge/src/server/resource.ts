import type { BridgeConfig } from '../config.js';

/** Canonical URI of a proxied server (RFC 8707 §2), exactly as clients write it. */
export function resourceOf({ PUBLIC_URL }: Pick<BridgeConfig, 'PUBLIC_URL'>, server: string): string {
  return `${PUBLIC_URL.replace(/\/$/, '')}/${server}/mcp`;
}

/** RFC 9728 §3.1: the well-known string goes between host and path. */
export function resourceMetadataUrlOf(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}/.well-known/oauth-protected-resource${pathname}`;
}
