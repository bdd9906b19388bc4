import type { INestApplication } from '@nestjs/common';
import type { RouteAccess, RouteDeclaration } from './route-declaration.js';
import { RouteList } from './route-list.js';

/** One door of an app. */
export interface RouteRow {
  readonly method: string;
  /** Template as the router knows it. */
  readonly path: string;
  /** `Controller.method`, or the name of a mounted handler. */
  readonly handler: string;
  /** `undeclared`: closed by the guard if it is a controller's, but wide open if somebody gave it to the router directly. */
  readonly access: RouteAccess | { readonly kind: 'undeclared' };
  readonly audit?: RouteDeclaration['audit'];
  readonly limits?: RouteDeclaration['limits'];
}

/** Every route that the router itself answers, by path; complete once the app listens or was initialised. */
export function routeTable(app: INestApplication): readonly RouteRow[] {
  return app.get(RouteList).rows();
}
