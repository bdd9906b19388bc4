import { DomainError } from '@caregate/core-errors';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express } from 'express';
import { declarationOf } from '../access/route-declaration.js';
import type { ListedRoute } from '../access/route-list.js';
import { nestsTooDeep } from '../validation/nests-too-deep.js';
import type { HttpAdapter, HttpAdapterOptions } from './http-adapter.js';

export function expressAdapter({ observer, proxies, bodyBytesMax }: HttpAdapterOptions): HttpAdapter {
  const instance = express();
  instance.disable('x-powered-by').disable('etag');
  // One meaning of a path on both adapters.
  instance.enable('case sensitive routing').enable('strict routing');
  instance.set('query parser', 'simple');
  instance.set('trust proxy', (address: string) => proxies.has(address));
  instance.use((request, response, next) => {
    observer.enter(request, response, () => request.route?.path, next);
  });
  return { adapter: new BoundedExpressAdapter(instance, bodyBytesMax), routes: () => routesOf(instance) };
}

/** Nest adds its parsers when the app starts, after what was mounted raw; only their size is ours. */
class BoundedExpressAdapter extends ExpressAdapter {
  constructor(
    instance: Express,
    private readonly bodyBytesMax: number,
  ) {
    super(instance);
  }

  override registerParserMiddleware(): void {
    const type = ['application/json', 'application/*+json'];
    this.use(express.json({ limit: this.bodyBytesMax, type, verify: refuseDepth }));
    this.use(express.urlencoded({ limit: this.bodyBytesMax, extended: false }));
  }
}

/** The parser takes what is thrown here for a refusal of access, unless that has a status. */
function refuseDepth(_request: unknown, _response: unknown, body: Buffer): void {
  if (nestsTooDeep(body)) throw Object.assign(new DomainError('request.invalid'), { status: 400 });
}

function routesOf({ router }: Express): ListedRoute[] {
  return router.stack.flatMap(({ route }) => {
    const handle = route?.stack[0]?.handle;
    if (route === undefined || handle === undefined) return [];
    const methods = [...new Set(route.stack.map(({ method }) => method?.toUpperCase() ?? 'ALL'))];
    const names = methods.length > 5 ? ['ALL'] : methods;
    return names.map((method) => ({
      method,
      path: String(route.path),
      handler: handle.name,
      declaration: declarationOf(handle),
    }));
  });
}
