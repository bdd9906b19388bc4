import { upstreamNames } from './edge-route.js';
import { edgeRedirects, edgeRoutes } from './edge-routes.js';
import { covers, findRoute, inOrder } from './find-route.js';
import { upstreamTarget } from './upstream-target.js';
import { verifyRoutes } from './verify-routes.js';

const ordered = inOrder(edgeRoutes);
const find = (path: string) => findRoute(ordered, 'care.example', path);

describe('[G02] a path through the edge', () => {
  it.each([
    ['/console/', 'console', '/console/'],
    ['/console/users', 'console', '/console/users'],
    ['/console/assets/index-1.js', 'console', '/console/assets/index-1.js'],
    ['/users', 'auth', '/users'],
    ['/users/7', 'auth', '/users/7'],
    ['/roles', 'auth', '/roles'],
    ['/account/access', 'auth', '/account/access'],
    ['/access/relations', 'auth', '/access/relations'],
    ['/audit/events', 'auth', '/audit/events'],
    ['/auth/providers', 'auth', '/auth/providers'],
    ['/assets/style.css', 'auth', '/assets/style.css'],
    ['/login', 'auth', '/login'],
    ['/auth/google/callback', 'auth', '/auth/google/callback'],
    ['/oauth/token', 'auth', '/oauth/token'],
    ['/interaction/x', 'auth', '/interaction/x'],
    ['/token/validate', 'auth', '/token/validate'],
    ['/.well-known/oauth-authorization-server/oauth', 'auth', '/.well-known/oauth-authorization-server/oauth'],
    ['/.well-known/oauth-protected-resource', 'auth', '/.well-known/oauth-protected-resource'],
    ['/.well-known/oauth-protected-resource/ehr/mcp', 'ehr', '/.well-known/oauth-protected-resource/mcp'],
    ['/.well-known/oauth-protected-resource/bridge/x/mcp', 'bridge', '/.well-known/oauth-protected-resource/x/mcp'],
    ['/audit/logs', 'auth', '/audit/logs'],
    ['/ehr', 'ehr', '/'],
    ['/ehr/mcp', 'ehr', '/mcp'],
    ['/imaging/mcp', 'imaging', '/mcp'],
    ['/agents/api/v1/tasks', 'orchestrator', '/api/v1/tasks'],
    ['/agents/api/v1/pipelines', 'orchestrator', '/api/v1/pipelines'],
    ['/agents/socket.io/', 'agent-socket', '/socket.io/'],
    ['/socket.io/', 'agent-socket', '/socket.io/'],
    ['/agents/ws', 'agent-socket', '/ws'],
    ['/api/v1/agents', 'orchestrator', '/api/v1/agents'],
    ['/bridge/everything/mcp', 'bridge', '/everything/mcp'],
    ['/pacs/studies/x', 'orthanc', '/studies/x'],
  ])('%s leads to %s, as %s', (path, upstream, target) => {
    const route = find(path);
    expect(route?.upstream).toBe(upstream);
    expect(route && upstreamTarget(route, `${path}?a=b`)).toBe(`${target}?a=b`);
  });

  it.each(['/', '/console', '/verify', '/ehrx', '/metrics', '/ready', '/patients/7', '/api/auth/users', '/consolex'])(
    '%s leads to no service',
    (path) => {
      expect(find(path)).toBeUndefined();
    },
  );

  it('leads whoever names only the host to the console', () => {
    expect(edgeRedirects.map(({ path, to }) => [path, find(to)?.upstream])).toEqual([
      ['/', 'console'],
      ['/console', 'console'],
    ]);
  });

  it('is the same by priority as by narrowness, since nginx knows no other order', () => {
    for (const wide of edgeRoutes)
      for (const narrow of edgeRoutes)
        if (wide !== narrow && covers(wide.prefix, narrow.prefix))
          expect([narrow.name, narrow.priority > wide.priority]).toEqual([narrow.name, true]);
  });

  it('prefers what is for one host to what is for all, at the same priority', () => {
    const [all] = edgeRoutes.filter(({ name }) => name === 'ehr');
    const own = { ...(all as NonNullable<typeof all>), name: 'own', host: 'ehr.example' };
    const both = inOrder([...edgeRoutes, own]);
    expect(findRoute(both, 'EHR.example:8443', '/ehr/mcp')?.name).toBe('own');
    expect(findRoute(both, 'care.example', '/ehr/mcp')?.name).toBe('ehr');
  });
});

describe('the table', () => {
  it('names and places each route once, and leads to every upstream', () => {
    expect(new Set(edgeRoutes.map(({ name }) => name)).size).toBe(edgeRoutes.length);
    expect(new Set(edgeRoutes.map(({ host, prefix }) => `${host} ${prefix}`)).size).toBe(edgeRoutes.length);
    expect(new Set(edgeRoutes.map(({ upstream }) => upstream))).toEqual(new Set(upstreamNames));
  });

  it('asks about every request, but for these ways to what decides by itself or says nothing of anybody', () => {
    const open = edgeRoutes.filter(({ asked }) => asked === undefined).map(({ prefix }) => prefix);
    expect(open).toEqual([
      '/.well-known/oauth-protected-resource/ehr',
      '/.well-known/oauth-protected-resource/imaging',
      '/.well-known/oauth-protected-resource/agents',
      '/.well-known/oauth-protected-resource/bridge',
      '/.well-known/oauth-protected-resource',
      '/.well-known/oauth-authorization-server',
      '/.well-known/caregate',
      '/.well-known/openid-configuration',
      '/oauth',
      '/login',
      '/auth',
      '/interaction',
      '/device',
      '/token',
      '/authorize',
      '/register',
      '/revoke',
      '/introspect',
      '/jwks',
      '/assets/style.css',
      '/bridge',
      '/console/',
    ]);
  });

  it('opens sockets only after /verify, and only to the two services that look at their tokens again', () => {
    const routes = edgeRoutes.filter(({ sockets }) => sockets === true);
    expect(routes.map(({ prefix, upstream, asked }) => [prefix, upstream, asked?.resource])).toEqual([
      ['/agents/socket.io', 'agent-socket', 'orchestrator'],
      ['/agents/ws', 'agent-socket', 'orchestrator'],
      ['/socket.io', 'agent-socket', 'orchestrator'],
      ['/ehr', 'ehr', 'ehr'],
    ]);
    expect(edgeRoutes.filter(({ upstream, sockets }) => upstream === 'agent-socket' && sockets !== true)).toEqual([]);
  });

  it('leaves to the services that know them credentials that /verify does not see, as in the handshake of Socket.IO', () => {
    const left = edgeRoutes.filter(({ asked }) => asked?.access === 'optional').map(({ prefix }) => prefix);
    const ofAgents = ['/agents/socket.io', '/agents/ws', '/socket.io', '/agents', '/api/v1'];
    expect(left.toSorted()).toEqual([...ofAgents, '/ehr'].toSorted());
  });

  it('leads to the archive by nothing but the gate', () => {
    const toArchive = edgeRoutes.filter(({ upstream }) => upstream === 'orthanc');
    expect(toArchive.map(({ asked }) => asked?.policy)).toEqual(['pacs']);
    expect(toArchive.every(({ asked }) => asked?.access !== 'optional')).toBe(true);
  });

  it('tells /verify of exactly the routes that ask it, as far as their resources are deployed', () => {
    const routes = verifyRoutes({
      routes: edgeRoutes,
      resources: { pacs: 'https://care.example/pacs', ehr: 'https://care.example/ehr/mcp' },
    });
    expect(routes).toEqual([
      { prefix: '/ehr', audience: 'https://care.example/ehr/mcp', access: 'optional', cors: true },
      {
        prefix: '/pacs',
        audience: 'https://care.example/pacs',
        scopes: ['read:imaging', 'read:own_records'],
        policy: 'pacs',
      },
    ]);
  });
});
