import { randomUUID } from 'node:crypto';
import { chmod, cp, lchown, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startPostgres, type PostgresServer } from '@caregate/postgres';
import type { Migrate } from './template-database.js';

export interface ReplicatedServers {
  readonly primary: PostgresServer;
  readonly standby: PostgresServer;
  end(): Promise<void>;
}

/** A server with the schema, and a streaming standby of it: PostgreSQL's own, made from a cold copy of its folder. */
export async function replicatedServers(migrate: Migrate): Promise<ReplicatedServers> {
  const folders = ['primary', 'standby'].map((name) => path.join(os.tmpdir(), `caregate-spec-${name}-${randomUUID()}`));
  const [primaryFolder = '', standbyFolder = ''] = folders;
  const first = await startPostgres({ dataFolder: primaryFolder, durable: false });
  await migrate(first.superuserUrl);
  await first.stop();
  const password = await readFile(path.join(primaryFolder, 'superuser.secret'), 'utf8');
  const options = { durable: false, disposable: true, superuserPassword: password };
  const cluster = path.join(standbyFolder, 'cluster');
  await cp(path.join(primaryFolder, 'cluster'), cluster, { recursive: true });
  const primary = await startPostgres({ ...options, dataFolder: primaryFolder });
  const source = `host=127.0.0.1 port=${primary.port} user=postgres password=${password}`;
  await writeFile(path.join(cluster, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  await writeFile(path.join(cluster, 'standby.signal'), '');
  await giveAway(path.join(primaryFolder, 'cluster'), cluster);
  const standby = await startPostgres({ ...options, dataFolder: standbyFolder });
  return {
    primary,
    standby,
    end: async () => {
      await standby.stop();
      await primary.stop();
    },
  };
}

/** A server that root starts runs as somebody else, who has to own the copy as they own the folder it was made of. */
async function giveAway(model: string, copy: string): Promise<void> {
  const { uid, gid, mode } = await stat(model);
  await chmod(copy, mode);
  const inside = await readdir(copy, { recursive: true });
  for (const name of ['', ...inside]) await lchown(path.join(copy, name), uid, gid);
}
