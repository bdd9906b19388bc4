import { stringify } from 'yaml';
import { copiedHeaders } from '@caregate/core-contracts';
import { strippedHeaders } from '../routes/stripped-headers.js';
import { upstreamNames, type EdgeRedirect, type EdgeRoute, type UpstreamName } from '../routes/edge-route.js';
import { edgeRedirects } from '../routes/edge-routes.js';
import { inOrder } from '../routes/find-route.js';
import { bareHeaders } from './bare-headers.js';
import type { EdgeTarget } from './edge-target.js';
import { generatedNotice } from './generated-notice.js';
import { placesOf } from './places-of.js';
import { isAsked, lookSecondsOf, READY_PATH, READY_TIMEOUT } from './ready.js';

/** Traefik's file provider fills this in from the environment. */
const HOST = '{{ env "CAREGATE_HOST" }}';

/** Traefik v3, read again whenever it changes: routers with the priorities of the table, middlewares, services. */
export function renderTraefikDynamic(routes: readonly EdgeRoute[], target: EdgeTarget): string {
  const configuration = {
    http: {
      routers: {
        ...Object.fromEntries(edgeRedirects.map((redirect) => [redirect.name, redirecting(redirect)])),
        ...Object.fromEntries(inOrder(routes).map((route) => [route.name, router(route)])),
      },
      middlewares: { ...middlewares(target), ...redirections(), ...replacements(routes), ...places(routes) },
      services: Object.fromEntries(upstreamNames.map((name) => [name, service(name, target)])),
    },
    tls: { options: { default: { minVersion: 'VersionTLS12', sniStrict: true } } },
  };
  return `${generatedNotice}\n${stringify(configuration, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false })}`;
}

function router(route: EdgeRoute) {
  const { host = HOST, prefix, priority, upstream, asked, becomes, bare, forwarded, sockets } = route;
  const path = prefix.endsWith('/')
    ? `PathPrefix(\`${prefix}\`)`
    : `(Path(\`${prefix}\`) || PathPrefix(\`${prefix}/\`))`;
  return {
    rule: `Host(\`${host}\`) && ${path}`,
    // Traefik's own default is the length of the rule, which says nothing of what is meant.
    priority: priority * 1000 + prefix.length,
    entryPoints: ['websecure'],
    service: upstream,
    middlewares: [
      'transport',
      'strip-identity',
      ...(asked === undefined ? [] : ['verify', 'drop-cookie']),
      ...(sockets === true ? [] : ['no-sockets']),
      ...(becomes === undefined ? [] : [`replace-${route.name}`]),
      ...(bare === true ? ['harden'] : []),
      ...(forwarded === true ? [`forwarded-${route.name}`] : []),
      'try-another',
    ],
  };
}

/** Sends on by itself; `noop@internal` is Traefik's own service for that. */
function redirecting({ name, path }: EdgeRedirect) {
  return {
    rule: `Host(\`${HOST}\`) && Path(\`${path}\`)`,
    priority: path.length,
    entryPoints: ['websecure'],
    service: 'noop@internal',
    middlewares: ['transport', `redirect-${name}`],
  };
}

function redirections(): Record<string, object> {
  return Object.fromEntries(
    edgeRedirects.map(({ name, path, to }) => [
      `redirect-${name}`,
      { redirectRegex: { regex: `^(https?://[^/]+)${path}(\\?.*)?$`, replacement: `\${1}${to}` } },
    ]),
  );
}

function middlewares({ verify }: EdgeTarget) {
  return {
    transport: { headers: { stsSeconds: 63_072_000, stsIncludeSubdomains: true } },
    'strip-identity': { headers: { customRequestHeaders: emptied(strippedHeaders) } },
    verify: {
      forwardAuth: {
        address: `http://${verify}/verify`,
        trustForwardHeader: false,
        authResponseHeaders: [...copiedHeaders],
        // What it answers is a sentence, or a page that leads to the sign-in.
        maxResponseBodySize: 65_536,
      },
    },
    'drop-cookie': { headers: { customRequestHeaders: emptied(['Cookie']) } },
    'no-sockets': { headers: { customRequestHeaders: emptied(['Upgrade']) } },
    // Until an instance that is gone has been noticed, another gets what could not be handed to it.
    'try-another': { retry: { attempts: 6, initialInterval: '20ms' } },
    harden: { headers: { customResponseHeaders: { ...bareHeaders } } },
  };
}

/** An empty value takes a header away. */
function emptied(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, '']));
}

function replacements(routes: readonly EdgeRoute[]): Record<string, object> {
  const entries = routes.map((route) => [`replace-${route.name}`, replacement(route)] as const);
  return Object.fromEntries(
    entries.flatMap(([name, middleware]) => (middleware === undefined ? [] : [[name, middleware]])),
  );
}

function places(routes: readonly EdgeRoute[]): Record<string, object> {
  const told = routes.filter(({ forwarded }) => forwarded === true);
  return Object.fromEntries(
    told.map(({ name, host = HOST, prefix }) => [
      `forwarded-${name}`,
      { headers: { customRequestHeaders: { Forwarded: `host=${host}${prefix};proto=https` } } },
    ]),
  );
}

function replacement({ prefix, becomes }: EdgeRoute): object | undefined {
  if (becomes === undefined) return undefined;
  if (becomes === '') return { stripPrefix: { prefixes: [prefix] } };
  const regex = `^${prefix.replaceAll('.', String.raw`\.`)}(/.*)?$`;
  return { replacePathRegex: { regex, replacement: `${becomes}$1` } };
}

/** Several servers of one service share its requests, and one that is not ready gets none (feature G05). */
function service(name: UpstreamName, target: EdgeTarget) {
  const healthCheck = { path: READY_PATH, interval: `${lookSecondsOf(target)}s`, timeout: READY_TIMEOUT };
  return {
    loadBalancer: {
      servers: placesOf(target, name).map((place) => ({ url: `http://${place}` })),
      ...(isAsked(name) ? { healthCheck } : {}),
      responseForwarding: { flushInterval: '-1ns' },
    },
  };
}
