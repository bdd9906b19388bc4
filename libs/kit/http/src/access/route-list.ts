import type { RouteDeclaration } from './route-declaration.js';
import type { RouteRow } from './route-table.js';

export interface ListedRoute {
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  readonly declaration: RouteDeclaration;
}

/** The doors of one app: those that its router tells of, and the handlers mounted beside the router. */
export class RouteList {
  private readonly mounted: ListedRoute[] = [];

  constructor(private readonly routed: () => readonly ListedRoute[]) {}

  mount(route: ListedRoute): void {
    this.mounted.push(route);
  }

  rows(): readonly RouteRow[] {
    return [...this.routed(), ...this.mounted].map(rowOf).sort(byPath);
  }
}

function rowOf({ method, path, handler, declaration: { access, audit, limits } }: ListedRoute): RouteRow {
  return {
    method,
    path,
    handler,
    access: access ?? { kind: 'undeclared' },
    ...(audit !== undefined && { audit }),
    ...(limits !== undefined && { limits }),
  };
}

function byPath(a: RouteRow, b: RouteRow): number {
  return `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`);
}
