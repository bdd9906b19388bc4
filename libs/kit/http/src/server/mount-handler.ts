import type { IncomingMessage, ServerResponse } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { RouteList } from '../access/route-list.js';
import { currentContext } from '../context/request-context.js';
import { putInOriginForm } from './request-line.js';

export interface Mount {
  /** Everything at and below it goes to the handler, or with `exact` only what is at it. */
  readonly path: string;
  readonly exact?: boolean;
  /** What it is called in the route table. */
  readonly name: string;
  readonly handler: (request: IncomingMessage, response: ServerResponse) => unknown;
}

/**
 * Gives a path to a handler that guards itself, such as an authorization server: our guard does not stand before it.
 * To be called before the app listens; it stands ahead of the body parsers, so the handler reads the body itself.
 */
export function mountHandler(app: INestApplication, { path, exact = false, name, handler }: Mount): void {
  const route = exact ? path : `${path}/*`;
  app.get(RouteList).mount({ method: 'ALL', path: route, handler: name, declaration: { access: { kind: 'public' } } });
  app.use(path, async (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => {
    putInOriginForm(request);
    if (exact && !/^\/?(\?|$)/.test(request.url ?? '')) return next();
    currentContext().route = route;
    try {
      await handler(request, response);
    } catch (error) {
      next(error);
    }
  });
}
