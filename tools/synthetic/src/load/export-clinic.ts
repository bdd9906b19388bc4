import type pg from 'pg';
import { inTransaction } from './in-transaction.js';
import { recordColumns } from './record-columns.js';
import { recordTables } from './record-tables.js';

/**
 * The whole record as JSON, a row a line, sorted: the same record gives the same text. It holds everything that the
 * tables hold, sealed columns still sealed. One snapshot, so that no row refers to one that is missing.
 */
export async function exportClinic(url: string): Promise<string> {
  return inTransaction(
    url,
    async (client) => {
      await client.query(`set local timezone = 'UTC'`);
      const tables: string[] = [];
      for (const { table } of recordTables) tables.push(`"${table}":[\n${await rowsOf(client, table)}\n]`);
      return `{"format":"caregate.clinic","version":1,"tables":{\n${tables.join(',\n')}\n}}\n`;
    },
    'isolation level repeatable read read only',
  );
}

async function rowsOf(client: pg.Client, table: string): Promise<string> {
  const columns = (await recordColumns(client, table)).join(', ');
  const { rows } = await client.query<{ lines: string | null }>(
    `select string_agg(to_jsonb(r)::text, E',\\n' order by r.id) as lines from (select ${columns} from ehr.${table}) r`,
  );
  return rows[0]?.lines ?? '';
}
