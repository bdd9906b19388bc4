import type { DataSource } from 'typeorm';
import { migrations } from '../migrations/index.js';
import { MIGRATION_TABLE } from './migration-table.js';

/** Names of migrations that this program knows and the database lacks. Needs no more than an app's own role. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const applied = await appliedMigrations(dataSource);
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name));
}

async function appliedMigrations(dataSource: DataSource): Promise<Set<string>> {
  const table = `public.${MIGRATION_TABLE}`;
  const [found] = await dataSource.query<{ there: boolean }[]>('select to_regclass($1) is not null as there', [table]);
  if (found?.there !== true) return new Set();
  const rows = await dataSource.query<{ name: string }[]>(`select name from ${table}`);
  return new Set(rows.map(({ name }) => name));
}
