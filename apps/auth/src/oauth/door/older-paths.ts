/**
 * Where the older gateway had the endpoints that are below the issuer now. Clients that were set up by hand keep them, and
 * so do those of MCP 2025-03-26 that found no metadata and went to the default addresses.
 */
export const olderPaths: Readonly<Record<string, string>> = {
  '/.well-known/oauth-authorization-server': '/.well-known/oauth-authorization-server',
  '/authorize': '/auth',
  '/token': '/token',
  '/register': '/reg',
  '/revoke': '/token/revocation',
  '/introspect': '/token/introspection',
  '/jwks': '/jwks',
};
