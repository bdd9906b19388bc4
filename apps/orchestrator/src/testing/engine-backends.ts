import { redisForTests } from '@caregate/testing';
import { OrchestratorHouse } from './orchestrator-house.js';

export interface EngineBackend {
  readonly name: string;
  open(more?: Record<string, string>): Promise<OrchestratorHouse>;
}

export interface EngineBackends {
  /** PostgreSQL, and Redis where the machine has one. */
  readonly all: readonly EngineBackend[];
  stop(): Promise<void>;
}

/** For specs that hold whatever carries the tickets and the news. */
export async function engineBackends(): Promise<EngineBackends> {
  const redis = await redisForTests();
  const postgres = { name: 'PostgreSQL', open: (more = {}) => OrchestratorHouse.open(more) };
  if (redis === undefined) return { all: [postgres], stop: () => Promise.resolve() };
  const onRedis = (more = {}) => OrchestratorHouse.open({ ...more, REDIS_URL: redis.url });
  return { all: [postgres, { name: 'Redis', open: onRedis }], stop: () => redis.stop() };
}
