import { AgentRuntime } from '@caregate/kit-agent';
import { createHttpApp, HealthRegistry, Metrics, stopHttpApp, type Logger, portOf } from '@caregate/kit-http';
import { Module } from '@nestjs/common';
import { biasStages } from '../bias/bias-stages.js';
import type { BiasDetectorConfig } from '../config.js';
import { agentToken } from './agent-token.js';
import { version } from './version.js';

const service = 'bias-detector';

/** It has no routes but the kit's own. */
@Module({})
class ProbesModule {}

export interface RunningBiasDetector {
  readonly port: number;
  stop(): Promise<void>;
}

export async function startBiasDetector(config: BiasDetectorConfig, logger: Logger): Promise<RunningBiasDetector> {
  const token = await agentToken(config, Object.keys(biasStages), logger);
  const { ORCHESTRATOR_WS_URL: url, AGENT_ID: agentId } = config;
  const runtime = new AgentRuntime({ url, agentId, token, handlers: biasStages, logger });
  const health = new HealthRegistry({ service, version, logger });
  health.add('orchestrator', () => ({ status: runtime.connected ? 'healthy' : 'unhealthy' }));
  const metrics = new Metrics({ service, version });
  metrics.gauge({ name: 'agent_tasks_running', help: 'Tasks in the hands of this agent.' }, (gauge) =>
    gauge.set(runtime.tasks),
  );
  const app = await createHttpApp(ProbesModule, { adapter: 'fastify', service, version, logger, health, metrics });
  await app.listen(config.PORT, config.HOST);
  runtime.start();
  return {
    port: portOf(app.getHttpServer()),
    stop: async () => {
      await runtime.stop();
      await stopHttpApp(app);
    },
  };
}
