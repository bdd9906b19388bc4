import { mountHandler } from '@caregate/kit-http';
import type { FirstVersionRoute, McpHost } from '@caregate/kit-mcp';
import type { INestApplication } from '@nestjs/common';

/** The address of the tools, and where pages get a ticket for the upgrade. Before the app listens. */
export function mountMcp(app: INestApplication, host: McpHost): void {
  mountHandler(app, { path: '/mcp', name: 'mcp', handler: (request, response) => host.handleHttp(request, response) });
  mountHandler(app, {
    path: '/socket-ticket',
    exact: true,
    name: 'socket-ticket',
    handler: (request, response) => host.handleTicket(request, response),
  });
}

const routes: Readonly<Record<string, FirstVersionRoute>> = {
  '/': 'message',
  '/tools': 'tools',
  '/call': 'call',
  '/sse': 'stream',
  '/authenticate': 'authenticate',
};

/** The HTTP routes of the first EHR server where its clients look for them, and all together below `/v1`. */
export function mountFirstVersion(app: INestApplication, host: McpHost): void {
  for (const [path, route] of Object.entries(routes))
    mountHandler(app, {
      path,
      exact: true,
      name: `v1-${route}`,
      handler: (request, response) => host.handleFirstVersion(route, request, response),
    });
  const below = { ...routes, '/mcp': 'message' as const };
  for (const [path, route] of Object.entries(below))
    mountHandler(app, {
      path: `/v1${path === '/' ? '' : path}`,
      exact: true,
      name: `v1-${route}`,
      handler: (request, response) => host.handleFirstVersion(route, request, response),
    });
}
