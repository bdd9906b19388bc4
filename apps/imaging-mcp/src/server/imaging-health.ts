import { HealthRegistry, type Logger } from '@caregate/kit-http';
import type { ImagingCore } from './imaging-core.js';
import { version } from './version.js';

/** Messages only wake this app up, so that it serves without them; without database or confirmed rights it does not. */
export function imagingHealth(core: ImagingCore, logger: Logger): HealthRegistry {
  const health = new HealthRegistry({ service: 'imaging-mcp', version, logger });
  health.add('database', async () => {
    await core.dataSource.query('SELECT 1');
    return { status: 'healthy' };
  });
  health.add('revocations', () => ({ status: core.revocations.isStale() ? 'unhealthy' : 'healthy' }));
  health.add('relations', () => ({ status: core.relations.health().healthy ? 'healthy' : 'unhealthy' }));
  health.add('messaging', () => ({ status: core.messaging.health().healthy ? 'healthy' : 'unhealthy' }), {
    critical: false,
  });
  return health;
}
