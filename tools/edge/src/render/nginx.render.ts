import { copiedHeaders } from '@caregate/core-contracts';
import { strippedHeaders } from '../routes/stripped-headers.js';
import type { EdgeRoute } from '../routes/edge-route.js';
import { edgeRedirects } from '../routes/edge-routes.js';
import { inOrder } from '../routes/find-route.js';
import { upstreamTarget } from '../routes/upstream-target.js';
import { bareHeaders, strictTransport } from './bare-headers.js';
import type { EdgeTarget } from './edge-target.js';
import { generatedNotice } from './generated-notice.js';
import { VERDICT_SECONDS_MAX } from './patience.js';
import { nginxUpstreams } from './nginx-upstreams.js';

/**
 * What stands in `http { }`: nginx with `auth_request`. Locations are chosen by the longest prefix, which is the order
 * of the table; `^~` keeps regular expressions, of which there are none, out of it for ever.
 */
export function renderNginx(routes: readonly EdgeRoute[], target: EdgeTarget): string {
  const hosts = [...new Set(routes.map(({ host }) => host))];
  return [
    generatedNotice,
    '# Belongs in http { }, for instance as /etc/nginx/conf.d/caregate.conf.',
    ...globals,
    ...nginxUpstreams(target),
    ...(target.tls === undefined ? [] : redirect(target.tls.plainPort)),
    ...hosts.flatMap((host) => server(routes, target, host)),
    '',
  ].join('\n');
}

/** No other protocol than WebSocket: what clients of HTTP/2 offer with a usual request (`h2c`) is none of the upstreams. */
const globals = [
  'map $http_upgrade $caregate_upgrade { default ""; "~*^websocket$" websocket; }',
  'map $caregate_upgrade $caregate_connection { default upgrade; "" ""; }',
  'server_tokens off;',
];

function redirect(port: number): string[] {
  return block('server', [`listen ${port};`, `listen [::]:${port};`, 'return 308 https://$host$request_uri;']);
}

function server(routes: readonly EdgeRoute[], target: EdgeTarget, host: string | undefined): string[] {
  const served = inOrder(routes).filter((route) => route.host === undefined || route.host === host);
  return block('server', [
    ...listening(target),
    `server_name ${host ?? '_'};`,
    // Behind another server the port that we know is not the one by which browsers come.
    'absolute_redirect off;',
    'client_max_body_size 64m;',
    'large_client_header_buffers 4 16k;',
    ...transport(target),
    ...forwarding,
    ...staying,
    ...strippedHeaders.map((name) => `proxy_set_header ${name} "";`),
    'proxy_http_version 1.1;',
    'proxy_buffering off;',
    'proxy_request_buffering off;',
    ...longHeaders,
    'proxy_read_timeout 3600s;',
    // Its variables exist only where something is asked.
    ...(served.some(({ asked }) => asked !== undefined) ? [...verifyLocation, ...refusalLocations] : []),
    ...edgeRedirects.flatMap(({ path, to }) => block(`location = ${path}`, [`return 302 ${to};`])),
    ...served.flatMap((route) => locations(route, target)),
    ...block('location /', ['return 404;']),
  ]);
}

function listening({ tls, port }: EdgeTarget): string[] {
  if (tls === undefined) return [`listen 127.0.0.1:${port};`];
  const { certificate, key } = tls;
  return [
    `listen ${port} ssl http2;`,
    `listen [::]:${port} ssl http2;`,
    `ssl_certificate ${certificate};`,
    `ssl_certificate_key ${key};`,
    'ssl_protocols TLSv1.2 TLSv1.3;',
    'ssl_session_tickets off;',
  ];
}

const forwarding = [
  'proxy_set_header Host $http_host;',
  'proxy_set_header X-Forwarded-For $remote_addr;',
  'proxy_set_header X-Forwarded-Proto $scheme;',
  'proxy_set_header X-Forwarded-Host $http_host;',
];

/**
 * With the 4k of nginx longer headers of an answer would be faults: the token stands in that of /verify twice, beside names
 * and scopes, and the state of a client in the address to which it is sent back.
 */
const longHeaders = ['proxy_buffer_size 32k;', 'proxy_buffers 4 32k;', 'proxy_busy_buffers_size 64k;'];

/** Without a word of its own nginx passes no `Upgrade` on. */
const staying = ['proxy_set_header Connection "";'];

const upgrading = ['proxy_set_header Upgrade $caregate_upgrade;', 'proxy_set_header Connection $caregate_connection;'];

/** What the client says of itself goes along (credentials, Origin, Sec-Fetch-*); what it says of the request does not. */
const verifyLocation = block('location = /_caregate_verify', [
  'internal;',
  'proxy_pass http://caregate_verify/verify;',
  'proxy_pass_request_body off;',
  'proxy_buffering on;',
  `proxy_read_timeout ${VERDICT_SECONDS_MAX}s;`,
  'proxy_set_header Content-Length "";',
  'proxy_set_header Connection "";',
  'proxy_set_header X-Original-URL $scheme://$http_host$request_uri;',
  'proxy_set_header X-Original-Method $request_method;',
  'proxy_set_header X-Forwarded-For $remote_addr;',
  ...[...strippedHeaders, 'X-Forwarded-Proto', 'X-Forwarded-Host']
    .filter((name) => !name.startsWith('X-Original-'))
    .map((name) => `proxy_set_header ${name} "";`),
]);

/** nginx hands on the status of a refusal, the challenge of a 401, and nothing else; what has no value is no header. */
const toldOfRefusal = [
  'add_header Access-Control-Allow-Origin $caregate_readable always;',
  'add_header Access-Control-Expose-Headers $caregate_exposed always;',
  'add_header Cache-Control no-store always;',
];

/** A person is sent on to sign in; a program is told by the challenge of RFC 6750 what to do, and with which scopes. */
const refusalLocations = [
  ...block('location @caregate_sign_in', [
    'if ($caregate_sign_in) { return 302 $caregate_sign_in; }',
    ...toldOfRefusal,
    'return 401;',
  ]),
  ...block('location @caregate_refused', [
    'add_header WWW-Authenticate $caregate_challenge always;',
    ...toldOfRefusal,
    'return 403;',
  ]),
];

function locations(route: EdgeRoute, target: EdgeTarget): string[] {
  const { prefix } = route;
  if (prefix.endsWith('/')) return block(`location ^~ ${prefix}`, body(route, prefix, target));
  return [
    ...block(`location = ${prefix}`, body(route, prefix, target)),
    ...block(`location ^~ ${prefix}/`, body(route, `${prefix}/`, target)),
  ];
}

function body(route: EdgeRoute, path: string, target: EdgeTarget): string[] {
  const name = `caregate_${route.upstream.replace('-', '_')}`;
  const changed = route.becomes === undefined ? '' : upstreamTarget(route, path);
  return [
    ...(route.asked === undefined ? [] : asking(route)),
    ...(route.bare === true ? [...hardening, ...transport(target)] : []),
    `proxy_pass http://${name}${changed};`,
  ];
}

/** A location that sets one header inherits none, so all of them are said again. */
function asking({ sockets = false, forwarded = false, prefix }: EdgeRoute): string[] {
  const place = `host=$http_host${prefix};proto=$scheme`;
  return [
    'auth_request /_caregate_verify;',
    'auth_request_set $caregate_sign_in $upstream_http_location;',
    'auth_request_set $caregate_challenge $upstream_http_www_authenticate;',
    'auth_request_set $caregate_readable $upstream_http_access_control_allow_origin;',
    'auth_request_set $caregate_exposed $upstream_http_access_control_expose_headers;',
    'error_page 401 = @caregate_sign_in;',
    'error_page 403 = @caregate_refused;',
    ...copiedHeaders.map((name) => `auth_request_set $caregate_${variable(name)} $upstream_http_${variable(name)};`),
    ...forwarding,
    ...(sockets ? upgrading : staying),
    ...strippedHeaders
      .filter((name) => !copiedHeaders.some((each) => each === name))
      .map((name) => `proxy_set_header ${name} "${name === 'Forwarded' && forwarded ? place : ''}";`),
    ...copiedHeaders.map((name) => `proxy_set_header ${name} $caregate_${variable(name)};`),
    // The session is for the edge; the upstream knows the token only.
    'proxy_set_header Cookie "";',
  ];
}

function transport({ tls }: EdgeTarget): string[] {
  return tls === undefined ? [] : [`add_header Strict-Transport-Security "${strictTransport}" always;`];
}

const hardening = [
  ...Object.keys(bareHeaders).map((name) => `proxy_hide_header ${name};`),
  ...Object.entries(bareHeaders).map(([name, value]) => `add_header ${name} "${value}" always;`),
];

function variable(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}

function block(head: string, lines: readonly string[]): string[] {
  return ['', `${head} {`, ...lines.map((line) => (line === '' ? '' : `  ${line}`)), '}'];
}
