import { DataSource } from 'typeorm';
import { entities } from '../entities.js';
import { columnParsers } from './column-parsers.js';

export interface DataSourceSettings {
  readonly url: string;
  /** Asked only by who asks for them: `createQueryRunner('slave')`. */
  readonly readReplicaUrls?: readonly string[];
  readonly poolSize?: number;
  /** Shows in `pg_stat_activity`. */
  readonly applicationName: string;
}

/** As long as for a free connection. What holds a table for longer would take every connection, and with them the app. */
const PATIENCE_MILLISECONDS = 5_000;

/** Knows every entity and changes no schema. To be initialized by the caller. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  const { url, readReplicaUrls = [], poolSize = 10, applicationName } = settings;
  const reading = readReplicaUrls.map((replica) => ({ url: replica }));
  return new DataSource({
    type: 'postgres',
    ...(reading.length === 0
      ? { url }
      : // A replica lags; a revocation read from it would come late. So nothing goes there by itself.
        { replication: { master: { url }, slaves: reading, defaultMode: 'master' as const } }),
    applicationName,
    poolSize,
    connectTimeoutMS: PATIENCE_MILLISECONDS,
    entities: [...entities],
    installExtensions: false,
    synchronize: false,
    // Apps never migrate: their roles cannot, and two versions of an app may run side by side.
    migrationsRun: false,
    logging: false,
    extra: { types: columnParsers, keepAlive: true, lock_timeout: PATIENCE_MILLISECONDS },
  });
}
