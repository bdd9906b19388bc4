import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

export type ContentSecurityPolicy = Readonly<Record<string, readonly string[]>>;

/** Nothing but our own styles, scripts and pictures; no frame, no plug-in, no `<base>`. Inline code needs a page's own policy. */
const strictContentSecurityPolicy: ContentSecurityPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/**
 * The headers of every answer, worked out once: none depends on the request, and helmet would compute them for each.
 * A page that needs another policy sets the header again. `no-store`, since an answer may hold a person's data.
 */
export function securityHeaders(policy: ContentSecurityPolicy = {}): readonly (readonly [string, string])[] {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { ...strictContentSecurityPolicy, ...policy } },
    strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    // Each header costs every answer time; these speak to browsers and plug-ins that are gone, or repeat the policy.
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    originAgentCluster: false,
  })(response.req, response, () => undefined);
  response.setHeader('Cache-Control', 'no-store');
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)] as const);
}
