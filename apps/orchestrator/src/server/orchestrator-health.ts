import type { HealthRegistry, Logger } from '@caregate/kit-http';
import { coreHealth } from '@caregate/kit-service';
import type { OrchestratorCore } from './orchestrator-core.js';
import { version } from './version.js';

/** Without the engine tasks are taken, kept and delivered later, so that its loss only degrades. */
export function orchestratorHealth({ doors, engine }: OrchestratorCore, logger: Logger): HealthRegistry {
  const health = coreHealth(doors, { version, logger });
  health.add(
    'engine',
    async () => {
      await engine.waiting('health');
      return { status: 'healthy' };
    },
    { critical: false },
  );
  return health;
}
