import path from 'node:path';
import { PostgresStartFailed, runningPostmaster, startPostgres, type PostgresServer } from '@caregate/postgres';
import pg from 'pg';
import { workOnData } from '../data-work/data-work.js';
import type { Ended } from '../words/describe-end.js';
import type { Secrets } from '../folder/secrets.js';
import { StartRefused } from '../words/start-refused.error.js';

const DATABASE = 'caregate';
const WATCH_MILLISECONDS = 500;

export interface Database {
  readonly adminUrl: string;
  urlAs(role: keyof Secrets['databaseRoles']): string;
  /** Settles when the server ends though nobody stopped it. It is no child of ours: it detaches itself. */
  readonly gone: Promise<Ended>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL on the folder and brings the schema up to date; both are safe to repeat after any interruption. */
export async function startDatabase(dataFolder: string, port: number | undefined, secrets: Secrets): Promise<Database> {
  const server = await startServer(dataFolder, port, secrets.postgresSuperuser);
  const adminUrl = urlOf(server, 'postgres', secrets.postgresSuperuser);
  await ensureDatabase(server.superuserUrl);
  await workOnData({ task: 'migrate', adminUrl, rolePasswords: secrets.databaseRoles });
  const watch = watchServer(dataFolder);
  return {
    adminUrl,
    urlAs: (role) => urlOf(server, role, secrets.databaseRoles[role]),
    gone: watch.gone,
    stop: () => {
      watch.end();
      return server.stop();
    },
  };
}

function watchServer(dataFolder: string): { gone: Promise<Ended>; end: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const gone = new Promise<Ended>((resolve) => {
    const ended = { what: 'PostgreSQL ended by itself', log: path.join(dataFolder, 'cluster', 'server.log') };
    const look = () => runningPostmaster(dataFolder) ?? resolve(ended);
    timer = setInterval(look, WATCH_MILLISECONDS).unref();
  });
  return { gone, end: () => clearInterval(timer) };
}

async function startServer(dataFolder: string, port: number | undefined, superuserPassword: string) {
  try {
    return await startPostgres({ dataFolder, superuserPassword, ...(port === undefined ? {} : { port }) });
  } catch (error) {
    if (!(error instanceof PostgresStartFailed)) throw error;
    const wayOut = error.reason === 'port-busy' ? `${error.wayOut} npm start -- --port-postgres <port>` : error.wayOut;
    throw new StartRefused(error.message, wayOut, { cause: error });
  }
}

function urlOf(server: PostgresServer, user: string, password: string): string {
  return server.urlFor({ user, password, database: DATABASE });
}

async function ensureDatabase(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
