import { connectionPatience } from '@caregate/data-models';
import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import { workerOptions } from './bull-options.js';
import type { BullBackend } from './bullmq.engine.js';
import { ListeningPool } from './listening-pool.js';

const SCHEMA = 'bullmq';
const CONNECTIONS_MAX = 16;

export interface BackendLogger {
  warn(facts: object, message: string): void;
}

/** BullMQ in the schema that our migration made for it; it brings its own tables up to date there. */
export async function postgresBackend(databaseUrl: string, logger: BackendLogger): Promise<BullBackend> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    // A ticket that a crash takes with it is added again, and one that it brings back means nothing: rows are the record.
    options: `-c search_path=${SCHEMA} -c synchronous_commit=off`,
    application_name: 'orchestrator-engine',
    max: CONNECTIONS_MAX,
    ...connectionPatience(),
  });
  const listening = new ListeningPool(pool);
  // BullMQ describes the part of a pool that it uses in a type of its own, which leaves out the driver's overloads.
  const connection = listening as never;
  const complain = (err: Error) => logger.warn({ err }, 'the task engine lost its database for a while');
  pool.on('error', complain);
  await migrateEngine(pool);
  return {
    queue: (name) => {
      const queue = new Queue(queueName(name), { connection }, createPostgresBackend);
      queue.on('error', complain);
      return queue as never;
    },
    worker: (name) => {
      const worker = new Worker(queueName(name), null, { ...workerOptions, connection }, createPostgresBackend);
      worker.on('error', complain);
      // Closing alone does not end the wait for a ticket, nor its timer.
      worker.on('closing', () => void worker.disconnect().catch(complain));
      return worker as never;
    },
    close: () => listening.end(),
  };
}

async function migrateEngine(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(withoutSchemaCreation(client), SCHEMA);
  } finally {
    client.release();
  }
}

/** Our role may not create schemas, and PostgreSQL refuses `CREATE SCHEMA IF NOT EXISTS` even where one exists. */
function withoutSchemaCreation(client: pg.PoolClient): Parameters<typeof runMigrations>[0] {
  const query = (text: string, values?: unknown[]) =>
    client.query(text.startsWith('CREATE SCHEMA') ? 'SELECT 1' : text, values);
  // BullMQ asks for the part of a client that it uses; the overloads of the driver say more.
  return { query } as never;
}

function queueName(capability: string): string {
  return `task-${capability}`;
}
