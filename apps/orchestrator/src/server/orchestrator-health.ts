import type { HealthRegistry, Logger } from '@caregate/kit-http';
import { coreHealth } from '@caregate/kit-service';
import type { OrchestratorCore } from './orchestrator-core.js';
import { version } from './version.js';

/** Written and taken away again: a Redis whose memory is full still answers whoever only reads. */
const PROBE = { taskId: 'health', attempt: 1, queue: 'health', priority: 1 };

/** Without the engine tasks are taken, kept and delivered later, so that its loss only degrades. */
export function orchestratorHealth({ doors, engine }: OrchestratorCore, logger: Logger): HealthRegistry {
  const health = coreHealth(doors, { version, logger });
  health.add(
    'engine',
    async () => {
      await engine.add([PROBE]);
      await engine.remove([PROBE]);
      return { status: 'healthy' };
    },
    { critical: false },
  );
  return health;
}
