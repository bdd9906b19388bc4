import { HealthRegistry, type Logger } from '@caregate/kit-http';
import type { OrchestratorCore } from './orchestrator-core.js';
import { version } from './version.js';

/** Without the engine tasks are taken, kept and delivered later, so that its loss only degrades. */
export function orchestratorHealth({ doors, engine }: OrchestratorCore, logger: Logger): HealthRegistry {
  const health = new HealthRegistry({ service: 'orchestrator', version, logger });
  health.add('database', async () => {
    await doors.dataSource.query('SELECT 1');
    return { status: 'healthy' };
  });
  health.add('revocations', () => ({ status: doors.revocations.isStale() ? 'unhealthy' : 'healthy' }));
  health.add('messaging', () => ({ status: doors.messaging.health().healthy ? 'healthy' : 'unhealthy' }), {
    critical: false,
  });
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
