import { checkClock, HealthRegistry, type Logger } from '@caregate/kit-http';
import type { ServiceCore } from './service-core.js';

export interface CoreHealthOptions {
  readonly version: string;
  /** See `HealthRegistryOptions`. */
  readonly transport?: string;
  readonly logger: Logger;
  readonly clock?: () => Date;
}

/**
 * Messages only wake a service up, so that it serves without them; without database, or while rights cannot be confirmed
 * or nothing can be put on the trail, it does not. That its clock and the database's are apart is told only, for either may
 * be the wrong one. To be completed with what else the service needs.
 */
export function coreHealth(
  core: ServiceCore,
  { version, transport, logger, clock }: CoreHealthOptions,
): HealthRegistry {
  const { name, dataSource, audit, revocations, relations, messaging } = core;
  const health = new HealthRegistry({ service: name, version, transport, logger });
  health.add('database', async () => {
    await dataSource.query('SELECT 1');
    return { status: 'healthy' };
  });
  health.add('audit', async () => {
    await audit.check();
    return { status: 'healthy' };
  });
  health.add('revocations', () => ({ status: revocations.isStale() ? 'unhealthy' : 'healthy' }));
  if (relations !== undefined) health.add('relations', () => stateOf(relations.health()));
  health.add('clock', () => checkClock(dataSource, clock), { critical: false });
  health.add('messaging', () => stateOf(messaging.health()), { critical: false });
  return health;
}

function stateOf({ healthy }: { readonly healthy: boolean }) {
  return { status: healthy ? 'healthy' : 'unhealthy' } as const;
}
