import { HealthRegistry, type Logger } from '@caregate/kit-http';
import type { Watchdog } from '../supervision/watchdog.js';
import type { BridgeCore } from './bridge-core.js';
import { version } from './version.js';

/** Without a watchdog nothing is started, since nobody would end it if this process were killed. */
export function bridgeHealth(core: BridgeCore, watchdog: Watchdog, logger: Logger): HealthRegistry {
  const health = new HealthRegistry({ service: 'bridge', version, logger });
  health.add('database', async () => {
    await core.dataSource.query('SELECT 1');
    return { status: 'healthy' };
  });
  health.add('revocations', () => ({ status: core.revocations.isStale() ? 'unhealthy' : 'healthy' }));
  health.add('watchdog', () => ({ status: watchdog.watching ? 'healthy' : 'unhealthy' }));
  health.add('messaging', () => ({ status: core.messaging.health().healthy ? 'healthy' : 'unhealthy' }), {
    critical: false,
  });
  return health;
}
