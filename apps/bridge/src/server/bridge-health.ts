import type { HealthRegistry, Logger } from '@caregate/kit-http';
import { coreHealth, type ServiceCore } from '@caregate/kit-service';
import type { Watchdog } from '../supervision/watchdog.js';
import { version } from './version.js';

/** Without a watchdog nothing is started, since nobody would end it if this process were killed. */
export function bridgeHealth(core: ServiceCore, watchdog: Watchdog, logger: Logger): HealthRegistry {
  const health = coreHealth(core, { version, logger });
  health.add('watchdog', () => ({ status: watchdog.watching ? 'healthy' : 'unhealthy' }));
  return health;
}
