import pg from 'pg';
import { ImportRefused } from './import-refused.js';
import { recordColumns } from './record-columns.js';

export interface TableRows {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** The same rows as text: an array, or a document with the array at `path`. */
  readonly json: string;
  readonly path: readonly string[];
}

/**
 * Inserts rows of one table in one statement. PostgreSQL reads them from the text itself: on the way through
 * JavaScript numbers, 5.40 would become 5.4 and a re-import would not be identical.
 */
export async function insertRows(client: pg.Client, { table, rows, json, path }: TableRows): Promise<void> {
  if (rows.length === 0) return;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const known = await recordColumns(client, table);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new ImportRefused(`Table ${table} has no column "${unknown}".`);
  const columns = names.map(pg.escapeIdentifier).join(', ');
  await client.query(
    `insert into ehr.${table} (${columns})
     select ${columns} from jsonb_populate_recordset(null::ehr.${table}, $1::jsonb #> $2::text[])`,
    [json, path],
  );
}
