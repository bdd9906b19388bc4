import type { ServerResponse } from 'node:http';

export interface PageOptions {
  readonly status?: number;
  /** Where a form of the page may lead besides ourselves: browsers hold redirects after a form to `form-action` too. */
  readonly formTargets?: readonly string[];
}

/** Sends a page that runs nothing and that nobody may frame (CSP Level 3). */
export function sendPage(response: ServerResponse, html: string, { status = 200, formTargets = [] }: PageOptions = {}) {
  response.writeHead(status, { ...pageHeaders(formTargets), 'content-length': Buffer.byteLength(html) });
  response.end(html);
}

export function pageHeaders(formTargets: readonly string[] = []) {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': pagePolicy(formTargets),
    // With `no-referrer` a browser would send `Origin: null` with our own forms (Fetch §3.3).
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
  };
}

export function pagePolicy(formTargets: readonly string[] = []): string {
  const forms = ["'self'", ...formTargets].join(' ');
  return `default-src 'none'; style-src 'self'; img-src 'self' data:; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`;
}

/** The source of CSP that a redirect address falls under. The grammar of CSP has no IPv6 addresses. */
export function formTargetOf(redirectUri: string): string {
  const { protocol, hostname, origin } = new URL(redirectUri);
  const hasOrigin = (protocol === 'https:' || protocol === 'http:') && !hostname.startsWith('[');
  return hasOrigin ? origin : protocol;
}
