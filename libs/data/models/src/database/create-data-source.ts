import { DataSource } from 'typeorm';
import { entities } from '../entities.js';
import { columnParsers } from './column-parsers.js';
import { connectionPatience } from './connection-patience.js';
import { PreparingClient } from './preparing-client.js';

export interface DataSourceSettings {
  readonly url: string;
  /** Asked only by who asks for them: `createQueryRunner('slave')`. */
  readonly readReplicaUrls?: readonly string[];
  readonly poolSize?: number;
  /** The longest that a single statement may take; absent: as long as somebody waits who was promised an answer. */
  readonly statementMilliseconds?: number;
  /** Shows in `pg_stat_activity`. */
  readonly applicationName: string;
}

/** Knows every entity and changes no schema. To be initialized by the caller. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  const { url, readReplicaUrls = [], poolSize = 10, applicationName, statementMilliseconds } = settings;
  const reading = readReplicaUrls.map((replica) => ({ url: replica }));
  return new DataSource({
    type: 'postgres',
    ...(reading.length === 0
      ? { url }
      : // A replica lags; a revocation read from it would come late. So nothing goes there by itself.
        { replication: { master: { url }, slaves: reading, defaultMode: 'master' as const } }),
    applicationName,
    poolSize,
    entities: [...entities],
    installExtensions: false,
    synchronize: false,
    // Apps never migrate: their roles cannot, and two versions of an app may run side by side.
    migrationsRun: false,
    logging: false,
    extra: { types: columnParsers, ...connectionPatience(statementMilliseconds), Client: PreparingClient },
  });
}
