import { BullEngine } from './bullmq.engine.js';
import { postgresBackend, type BackendLogger } from './postgres.backend.js';
import { redisBackend } from './redis.backend.js';
import type { TaskEngine } from './task-engine.port.js';

export interface EngineOptions {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly logger: BackendLogger;
}

/** Redis where there is one, PostgreSQL otherwise. */
export async function openEngine({ databaseUrl, redisUrl, logger }: EngineOptions): Promise<TaskEngine> {
  return new BullEngine(
    redisUrl === undefined ? await postgresBackend(databaseUrl, logger) : redisBackend(redisUrl, logger),
  );
}
