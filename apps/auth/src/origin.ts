/** Scheme, host and port of an address (RFC 6454 §4), without a trailing slash. */
export function originOf(url: string): string {
  return new URL(url).origin;
}
