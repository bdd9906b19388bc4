import type { DataSource, EntityMetadata } from 'typeorm';
import { createDataSource } from './create-data-source.js';
import { MIGRATION_TABLE } from './migration-table.js';

/** `schema.table.column` to what can be said of the column in one line. */
type Columns = Map<string, string>;

/**
 * Where the entities and the migrated schema disagree: existence, type and nullability of each column, one sentence each.
 * Deliberately nothing else. Exclusion constraints, indexes on expressions, triggers, checks and grants are written in
 * SQL only, for TypeORM can express them badly or not at all; specs prove those by their effect.
 */
export async function schemaDrift(url: string): Promise<string[]> {
  const dataSource = createDataSource({ url, applicationName: 'caregate-schema-drift', poolSize: 1 });
  await dataSource.initialize();
  try {
    return differences(expectedColumns(dataSource), await actualColumns(dataSource));
  } finally {
    await dataSource.destroy();
  }
}

function differences(expected: Columns, actual: Columns): string[] {
  const names = [...new Set([...expected.keys(), ...actual.keys()])].sort();
  return names
    .filter((name) => expected.get(name) !== actual.get(name))
    .map((name) => `${name}: entity ${expected.get(name) ?? 'absent'}, database ${actual.get(name) ?? 'absent'}`);
}

function expectedColumns({ entityMetadatas, driver }: DataSource): Columns {
  return new Map(entityMetadatas.flatMap((entity) => columnsOf(entity, driver)));
}

function columnsOf(entity: EntityMetadata, driver: DataSource['driver']): [string, string][] {
  return entity.columns.map((column) => {
    const { precision, scale } = column;
    const size = typeof precision === 'number' ? `(${precision},${scale ?? 0})` : '';
    const type = `${driver.normalizeType(column)}${size}${column.isArray ? '[]' : ''}`;
    return [`${entity.schema}.${entity.tableName}.${column.databaseName}`, describe(type, column.isNullable)];
  });
}

async function actualColumns(dataSource: DataSource): Promise<Columns> {
  const rows = await dataSource.query<{ name: string; type: string; nullable: boolean }[]>(
    `select format('%s.%s.%s', n.nspname, c.relname, a.attname) as name,
            format_type(a.atttypid, a.atttypmod) as type,
            not a.attnotnull as nullable
       from pg_attribute a
       join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
       join pg_namespace n on n.oid = c.relnamespace
      where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and c.relname <> $1 and a.attnum > 0 and not a.attisdropped`,
    [MIGRATION_TABLE],
  );
  return new Map(rows.map(({ name, type, nullable }) => [name, describe(type, nullable)]));
}

function describe(type: string, nullable: boolean): string {
  return nullable ? `${type}, nullable` : type;
}
