import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { RouteDeclaration } from '../access/route-declaration.js';
import type { ListedRoute } from '../access/route-list.js';
import { FastifyMounts } from './fastify-mounts.js';
import type { HttpAdapter, HttpAdapterOptions } from './http-adapter.js';

export function fastifyAdapter({ observer, problems, proxies, bodyBytesMax }: HttpAdapterOptions): HttpAdapter {
  const routes: ListedRoute[] = [];
  const adapter: FastifyMounts = new FastifyMounts({
    bodyLimit: bodyBytesMax,
    trustProxy: (address: string) => proxies.has(address),
    // An address that cannot be decoded is refused before any hook runs.
    frameworkErrors: (error: Error, { raw }: FastifyRequest, reply: FastifyReply) => {
      reply.hijack();
      observer.enter(raw, reply.raw, noRoute, (stopping) => {
        if (stopping !== undefined) return problems.give(stopping, reply.raw);
        adapter.offer(raw, reply.raw, (failed) => problems.give(failed ?? error, reply.raw));
      });
    },
  });
  adapter.setOnRequestHook((request, reply, done) => {
    observer.enter(request.raw, reply.raw, () => request.routeOptions.url, done);
  });
  adapter.getInstance().addHook('onRoute', (route) => {
    routes.push(...listed(route));
  });
  return { adapter, routes: () => routes };
}

function noRoute(): undefined {
  return undefined;
}

/** Fastify answers HEAD wherever it answers GET, by the same handler behind the same guards. */
function listed({ method, url, handler, config }: RouteOptions): ListedRoute[] {
  const methods = [method].flat();
  const names = methods.length > 5 ? ['ALL'] : methods.filter((name) => name !== 'HEAD');
  return names.map((name) => ({
    method: name,
    path: url,
    handler: handler.name,
    declaration: declarationIn(config),
  }));
}

/** Put there by `declareRoute`. */
function declarationIn(config: RouteOptions['config']): RouteDeclaration {
  return config !== undefined && 'declaration' in config ? (config.declaration as RouteDeclaration) : {};
}
