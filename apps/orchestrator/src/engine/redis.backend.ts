import { Queue, Worker } from 'bullmq';
import { workerOptions } from './bull-options.js';
import type { BullBackend } from './bullmq.engine.js';
import type { BackendLogger } from './postgres.backend.js';

/** BullMQ in Redis, which may lose everything: the sweeper adds tickets again. */
export function redisBackend(redisUrl: string, logger: BackendLogger, prefix = 'caregate:tasks'): BullBackend {
  let closed = false;
  // By itself BullMQ waits for up to twenty seconds, and goes on after it was closed while Redis was away.
  const retryStrategy = (times: number) => (closed ? null : Math.min(times * 100, 500));
  const connection = { url: redisUrl, maxRetriesPerRequest: null, retryStrategy };
  const complain = (err: Error) => logger.warn({ err }, 'the task engine lost Redis for a while');
  return {
    queue: (name) => {
      const queue = new Queue(name, { connection, prefix });
      queue.on('error', complain);
      return queue;
    },
    worker: (name) => {
      const worker = new Worker(name, null, { ...workerOptions, connection, prefix });
      worker.on('error', complain);
      return worker;
    },
    close: async () => void (closed = true),
  };
}
