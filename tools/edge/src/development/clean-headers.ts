import type { IncomingMessage } from 'node:http';
import { strippedHeaders } from '../routes/stripped-headers.js';

/** Said to this edge alone (RFC 9110 §7.6.1); Node ends a process that hands a `Trailer` on with a body that has none. */
const ofConnection = ['Keep-Alive', 'Proxy-Connection', 'TE', 'Trailer', 'HTTP2-Settings'];
const stripped = new Set<string>([...strippedHeaders, ...ofConnection].map((name) => name.toLowerCase()));

/**
 * Takes from a request what only the edge may say, and tells the upstream who asked. Names with an underscore or a
 * dot go too, as with nginx: servers with CGI manners read `X_User_Id` as `X-User-Id` (CVE-2025-64484).
 */
export function cleanHeaders({ headers, socket }: IncomingMessage): void {
  for (const name of Object.keys(headers)) if (stripped.has(name) || /[_.]/u.test(name)) delete headers[name];
  headers['x-forwarded-for'] = socket.remoteAddress ?? '';
  headers['x-forwarded-proto'] = 'http';
  headers['x-forwarded-host'] = headers.host ?? '';
}

/** What `/verify` said stands in place of what the client wrote; the session is for the edge only. */
export function identify({ headers }: IncomingMessage, identity: Readonly<Record<string, string>>): void {
  delete headers.cookie;
  for (const [name, value] of Object.entries(identity)) {
    if (value === '') delete headers[name];
    else headers[name] = value;
  }
}
