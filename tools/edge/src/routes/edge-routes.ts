import type { AskedRule, EdgeRedirect, EdgeRoute, UpstreamName } from './edge-route.js';

/** Metadata and OAuth before services, services before what is left (feature G02). */
const METADATA = 500;
const OAUTH = 400;
const SOCKET = 300;
const SERVICE = 200;
const PAGES = 100;

const CONSOLE = '/console/';
const RESOURCE_METADATA = '/.well-known/oauth-protected-resource';

/** RFC 9728 §3.1: the document of a resource lies under the host, before the path by which the resource itself is known. */
function metadataOf(service: UpstreamName, prefix: string): EdgeRoute {
  const name = `${service}-metadata`;
  return {
    name,
    prefix: RESOURCE_METADATA + prefix,
    priority: METADATA + 1,
    upstream: service,
    becomes: RESOURCE_METADATA,
  };
}

function open(name: string, prefix: string, priority = OAUTH): EdgeRoute {
  return { name, prefix, priority, upstream: 'auth' };
}

const administration: AskedRule = { resource: 'auth' };
// Who shows an API key, or the token where Socket.IO has it (`handshake.auth`), shows /verify none; the service asks for it.
const agents: AskedRule = { resource: 'orchestrator', access: 'optional', cors: true };

const pictures: AskedRule = { resource: 'pacs', policy: 'pacs', scopes: ['read:imaging', 'read:own_records'] };

function asked(
  name: string,
  prefix: string,
  upstream: UpstreamName,
  rule: AskedRule,
  more: Partial<EdgeRoute> = {},
): EdgeRoute {
  return { name, prefix, priority: SERVICE, upstream, asked: rule, ...more };
}

function socket(name: string, prefix: string, becomes?: string): EdgeRoute {
  const changed = becomes === undefined ? {} : { becomes };
  return asked(name, prefix, 'agent-socket', agents, { ...changed, priority: SOCKET, sockets: true });
}

/** What people administer and look up about themselves; the console asks here, and so do older clients. */
const administrationPrefixes = ['/access', '/account', '/audit', '/oauth-admin', '/roles', '/users'];

/** Where clients of the older gateway that are not led by metadata find the OAuth server, besides `/token`. */
const olderOAuthPrefixes = ['/authorize', '/register', '/revoke', '/introspect', '/jwks'];

/** Every way through the edge. What is in no line is answered 404 there; `/verify` itself is in none. */
export const edgeRoutes: readonly EdgeRoute[] = [
  metadataOf('ehr', '/ehr'),
  metadataOf('imaging', '/imaging'),
  metadataOf('orchestrator', '/agents'),
  metadataOf('bridge', '/bridge'),
  open('resource-metadata', RESOURCE_METADATA, METADATA),
  open('oauth-metadata', '/.well-known/oauth-authorization-server', METADATA),
  open('assertion-keys', '/.well-known/caregate', METADATA),
  open('openid-metadata', '/.well-known/openid-configuration', METADATA),

  open('oauth', '/oauth'),
  open('login', '/login'),
  open('sign-on', '/auth'),
  open('consent', '/interaction'),
  open('device', '/device'),
  // Token endpoint and validation, as clients of the older gateways know them.
  open('token', '/token'),
  ...olderOAuthPrefixes.map((prefix) => open(prefix.slice(1), prefix)),
  open('login-style', '/assets/style.css'),

  socket('agent-events', '/agents/socket.io', '/socket.io'),
  socket('agent-socket', '/agents/ws', '/ws'),
  socket('browser-events', '/socket.io'),

  ...administrationPrefixes.map((prefix) => asked(prefix.slice(1), prefix, 'auth', administration)),
  // Older clients of the record get their token by a tool, so they come without one; the service asks for it.
  asked('ehr', '/ehr', 'ehr', { resource: 'ehr', access: 'optional', cors: true }, { becomes: '', sockets: true }),
  asked('imaging', '/imaging', 'imaging', { resource: 'imaging', cors: true }, { becomes: '' }),
  asked('agents', '/agents', 'orchestrator', agents, { becomes: '' }),
  asked('agents-api', '/api/v1', 'orchestrator', agents),
  // Each server behind the bridge is a resource of its own, and the bridge checks its tokens.
  { name: 'bridge', prefix: '/bridge', priority: SERVICE, upstream: 'bridge', becomes: '' },
  asked('pacs', '/pacs', 'orthanc', pictures, { becomes: '', bare: true, forwarded: true }),

  // Files that say nothing of anybody; what the page shows it asks for by the ways above.
  { name: 'console', prefix: CONSOLE, priority: PAGES, upstream: 'console' },
];

/** Where a browser ends that names no more than the host. */
export const edgeRedirects: readonly EdgeRedirect[] = [
  { name: 'home', path: '/', to: CONSOLE },
  { name: 'console-folder', path: '/console', to: CONSOLE },
];
