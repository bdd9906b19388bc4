import { copiedHeaders } from '@caregate/core-contracts';
import { strippedHeaders } from '../routes/stripped-headers.js';
import type { EdgeRoute } from '../routes/edge-route.js';
import { edgeRedirects } from '../routes/edge-routes.js';
import { inOrder } from '../routes/find-route.js';
import { bareHeaders, strictTransport } from './bare-headers.js';
import type { EdgeTarget } from './edge-target.js';
import { HEADERS_SECONDS_MAX, REQUEST_SECONDS_MAX, VERDICT_SECONDS_MAX } from './patience.js';
import { placesOf } from './places-of.js';
import { POLLED } from './polled.js';
import { isAsked, lookSecondsOf, READY_PATH, READY_TIMEOUT } from './ready.js';
import { generatedNotice } from './generated-notice.js';

/** A Caddyfile with `forward_auth`. Certificates come from ACME by themselves, TLS is 1.2 or later. */
export function renderCaddy(routes: readonly EdgeRoute[], target: EdgeTarget): string {
  const site = target.tls === undefined ? `http://127.0.0.1:${target.port}` : '{$CAREGATE_HOST}';
  const lines = [
    generatedNotice,
    ...block('', [
      'admin off',
      ...(target.tls === undefined ? ['auto_https off'] : ['email {$CAREGATE_ACME_EMAIL}']),
      ...block('servers', block('timeouts', patience)),
    ]),
    '',
    ...block(site, [
      ...(target.tls === undefined ? [] : [`header Strict-Transport-Security "${strictTransport}"`]),
      // The order of the table, not that of Caddy's directives.
      ...block('route', [
        ...strippedHeaders.map((name) => `request_header -${name}`),
        // As nginx does by itself: servers with CGI manners read `X_User_Id` as `X-User-Id` (CVE-2025-64484).
        'request_header -*_*',
        'request_header -*.*',
        // No other protocol than WebSocket: what clients of HTTP/2 offer with a usual request (`h2c`) is none of the upstreams.
        '@no_socket not header_regexp Upgrade (?i)^websocket$',
        'request_header @no_socket -Upgrade',
        ...edgeRedirects.map(({ path, to }) => `redir ${path} ${to}`),
        ...inOrder(routes).flatMap((route) => handling(route, target)),
        // Caddy answers 200 where nothing else does.
        'respond 404',
      ]),
    ]),
    '',
  ];
  return lines.join('\n');
}

const patience = [`read_header ${HEADERS_SECONDS_MAX}s`, `read_body ${REQUEST_SECONDS_MAX}s`, 'idle 180s'];

function handling(route: EdgeRoute, target: EdgeTarget): string[] {
  const matcher = `@${route.name}`;
  return [
    ...matching(route, matcher),
    // `route` again: elsewhere Caddy sorts directives, and would replace the path before it asks about it.
    ...block(`handle ${matcher}`, block('route', steps(route, target))),
  ];
}

function steps(route: EdgeRoute, target: EdgeTarget): string[] {
  return [
    ...(route.asked === undefined ? [] : asking(target)),
    ...(route.sockets === true ? [] : ['request_header -Upgrade']),
    ...replacing(route),
    ...(route.bare === true ? hardening : []),
    ...(route.upstream === POLLED && placesOf(target, POLLED).length > 1 ? sticking(route, target) : []),
    ...handingOn(route, target),
  ];
}

/** Whoever polls comes back to the instance that knows them, by their address; a socket of its own goes to any. */
function sticking(route: EdgeRoute, target: EdgeTarget): string[] {
  const matcher = `@${route.name}-poller`;
  return [
    `${matcher} expression query({'transport': 'polling'}) || query({'sid': '*'})`,
    ...handingOn(route, target, { matcher: `${matcher} `, policy: 'ip_hash' }),
  ];
}

/** By turns, Caddy 2.6 may look twice at the same instance that is gone, and tell a POST that there is no other. */
const toAny = { matcher: '', policy: 'least_conn' };

function handingOn(route: EdgeRoute, target: EdgeTarget, { matcher, policy } = toAny): string[] {
  // SSE and pictures are passed on as they come.
  return block(`reverse_proxy ${matcher}${placesOf(target, route.upstream).join(' ')}`, [
    'flush_interval -1',
    ...(route.forwarded === true ? [`header_up Forwarded "host={hostport}${route.prefix};proto={scheme}"`] : []),
    ...sharing(route, target, policy),
  ]);
}

/** Until an instance that is gone has been noticed, another gets its requests. */
function sharing({ upstream }: EdgeRoute, target: EdgeTarget, policy: string): string[] {
  if (placesOf(target, upstream).length === 1) return [];
  return [
    `lb_policy ${policy}`,
    'lb_try_duration 2s',
    // One that does not answer gets nothing for a while, as at nginx: what was sent cannot always be sent to another.
    `fail_duration ${lookSecondsOf(target)}s`,
    ...(isAsked(upstream)
      ? [`health_uri ${READY_PATH}`, `health_interval ${lookSecondsOf(target)}s`, `health_timeout ${READY_TIMEOUT}`]
      : []),
  ];
}

function matching({ host, prefix }: EdgeRoute, matcher: string): string[] {
  const path = prefix.endsWith('/') ? `path ${prefix}*` : `path ${prefix} ${prefix}/*`;
  return block(matcher, [...(host === undefined ? [] : [`host ${host}`]), path]);
}

function asking({ verify }: EdgeTarget): string[] {
  return [
    ...block(`forward_auth ${verify}`, [
      // Without the mark Caddy adds the query of the request, with whatever stands in it.
      'uri /verify?',
      `copy_headers ${copiedHeaders.join(' ')}`,
      // As nginx; without a limit whoever asks would wait as long as an auth that hangs.
      ...block('transport http', [`response_header_timeout ${VERDICT_SECONDS_MAX}s`]),
    ]),
    // The session is for the edge; the upstream knows the token only.
    'request_header -Cookie',
  ];
}

function replacing({ prefix, becomes }: EdgeRoute): string[] {
  if (becomes === undefined) return [];
  return becomes === '' ? [`uri strip_prefix ${prefix}`] : [`uri strip_prefix ${prefix}`, `rewrite * ${becomes}{uri}`];
}

const hardening = block(
  'header',
  Object.entries(bareHeaders)
    .flatMap(([name, value]) => [`${name} "${value}"`])
    .concat('defer'),
);

function block(head: string, lines: readonly string[]): string[] {
  return [`${head === '' ? '' : `${head} `}{`, ...lines.map((line) => `\t${line}`), '}'];
}
