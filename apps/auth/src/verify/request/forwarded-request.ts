import type { Headers } from './header-scan.js';
import { pathOf } from './request-path.js';

/** The request that the edge asks about, once it is known to have exactly one meaning. */
export interface ForwardedRequest {
  /** How the edge talks: nginx `auth_request` understands only 2xx, 401 and 403 (ngx_http_auth_request_module). */
  readonly manner: 'traefik' | 'nginx';
  readonly method: string;
  readonly scheme: 'http' | 'https';
  readonly websocket: boolean;
  readonly host: string;
  readonly path: string;
  /** Path and query as they came. */
  readonly target: string;
}

export type ForwardedParse =
  | { readonly readable: true; readonly request: ForwardedRequest }
  | { readonly readable: false; readonly because: string };

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'REPORT', 'SEARCH']);
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/iu;

/** Traefik and Caddy send X-Forwarded-*, nginx as our configuration sets it X-Original-*; both at once is a forgery. */
export function readForwarded(headers: Headers): ForwardedParse {
  const original = headers['x-original-url'];
  const forwarded = headers['x-forwarded-uri'];
  if (original !== undefined && forwarded !== undefined) return unreadable('both kinds of forwarding headers');
  if (original !== undefined) return fromNginx(original, headers);
  return forwarded === undefined ? unreadable('no forwarding headers') : fromTraefik(forwarded, headers);
}

function fromTraefik(target: string, headers: Headers): ForwardedParse {
  const scheme = headers['x-forwarded-proto'] ?? '';
  return build('traefik', headers, {
    method: headers['x-forwarded-method'] ?? '',
    scheme,
    host: headers['x-forwarded-host'] ?? '',
    target,
  });
}

function fromNginx(address: string, headers: Headers): ForwardedParse {
  const [, scheme = '', host = '', target = ''] = /^([a-z]+):\/\/([^/]*)(\/.*)$/u.exec(address) ?? [];
  return build('nginx', headers, { method: headers['x-original-method'] ?? '', scheme, host, target });
}

interface Parts {
  readonly method: string;
  readonly scheme: string;
  readonly host: string;
  readonly target: string;
}

function build(manner: ForwardedRequest['manner'], headers: Headers, parts: Parts): ForwardedParse {
  const { method, scheme, host, target } = parts;
  if (!METHODS.has(method)) return unreadable('method');
  if (scheme !== 'https' && scheme !== 'http' && scheme !== 'wss' && scheme !== 'ws') return unreadable('scheme');
  if (!HOST.test(host)) return unreadable('host');
  const path = pathOf(target);
  if (path === undefined) return unreadable('path');
  const secure = scheme === 'https' || scheme === 'wss';
  const websocket = scheme === 'wss' || scheme === 'ws' || headers['sec-websocket-key'] !== undefined;
  const request = { manner, method, scheme: secure ? 'https' : 'http', websocket, host, path, target } as const;
  return { readable: true, request };
}

function unreadable(because: string): ForwardedParse {
  return { readable: false, because };
}
