import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Clients in a page read metadata with headers of MCP, for which a browser asks first (Fetch §4.8). What lies below
 * `/.well-known/` is for everybody (RFC 8615), so the answer is the same for each document of each app.
 */
export function answeredPreflight(
  { method, url = '' }: IncomingMessage,
  response: Pick<ServerResponse, 'writeHead' | 'end'>,
): boolean {
  if (method !== 'OPTIONS' || !url.startsWith('/.well-known/')) return false;
  response.writeHead(204, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET',
    'access-control-allow-headers': 'authorization, content-type, mcp-protocol-version',
    'access-control-max-age': '3600',
  });
  response.end();
  return true;
}
