import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { startPostgres, type PostgresServer } from '@caregate/postgres';

/**
 * A server of one's own, about a second: for specs that change what all databases of a server share (roles, settings)
 * or that stop and break it.
 */
export async function isolatedServer(): Promise<PostgresServer> {
  const dataFolder = path.join(os.tmpdir(), `caregate-spec-${randomUUID()}`);
  return startPostgres({ dataFolder, durable: false, disposable: true });
}
