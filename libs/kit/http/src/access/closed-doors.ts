import type { OnApplicationBootstrap } from '@nestjs/common';
import type { ServiceState } from '../lifecycle/service-state.js';
import type { Logger } from '../logging/logger.js';
import type { RateLimiter } from '../rate-limit/rate-limiter.js';
import type { RouteList } from './route-list.js';
import type { RouteRow } from './route-table.js';

export interface ClosedDoorsParts {
  readonly routes: RouteList;
  readonly state: ServiceState;
  readonly logger: Logger;
  /** Whether the app was given what these routes need. */
  readonly canDecide: boolean;
  readonly canRecord: boolean;
  readonly limiter?: RateLimiter | undefined;
}

/** Looks at every route before the first request: what could never be opened, recorded or counted stops the start. */
export class ClosedDoors implements OnApplicationBootstrap {
  constructor(private readonly parts: ClosedDoorsParts) {}

  onApplicationBootstrap(): void {
    for (const row of this.parts.routes.rows()) this.inspect(row);
    this.parts.state.started();
  }

  private inspect({ method, path, access, audit, limits = [] }: RouteRow): void {
    const { canDecide, canRecord, limiter, logger } = this.parts;
    const route = `${method} ${path}`;
    if (access.kind === 'undeclared') logger.warn({ route }, 'a route declares no access, so its controller is closed');
    if (access.kind === 'requires' && !canDecide) throw new Error(`${route} needs the option "access".`);
    if ((access.kind === 'requires' || audit !== undefined) && !canRecord) throw new Error(`${route} needs "audit".`);
    if (limits.length > 0 && limiter === undefined) throw new Error(`${route} needs the option "rateLimiter".`);
    for (const name of limits) limiter?.limitOf(name);
  }
}
