import { DomainError } from '@caregate/core-errors';
import type pg from 'pg';
import { migrations } from '../migrations/index.js';
import { MIGRATION_TABLE } from './migration-table.js';

/**
 * A program that does not know what the record has learnt since would show it wrongly: what was withdrawn as valid. Apps
 * of the version before may go on beside the newer schema until they are replaced; nobody begins anew with it.
 */
export async function refuseNewerSchema(client: pg.Client): Promise<void> {
  const known = migrations.map(({ name }) => name);
  const unknown = (await applied(client)).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const publicMessage = `A newer version of CareGate has changed the schema of this database (${unknown.join(', ')}).`;
  throw new DomainError('database.schema.ahead', { publicMessage });
}

async function applied(client: pg.Client): Promise<readonly string[]> {
  const table = `public.${MIGRATION_TABLE}`;
  const found = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]);
  if (found.rows[0]?.there !== true) return [];
  const { rows } = await client.query<{ name: string }>(`select name from ${table} order by id`);
  return rows.map(({ name }) => name);
}
