import pg from 'pg';
import { clinicDocument } from './clinic-document.js';
import { ImportRefused } from './import-refused.js';
import { recordColumns } from './record-columns.js';
import { recordTables } from './record-tables.js';

/**
 * Inserts a document table by table. PostgreSQL reads the rows from the text itself: on the way through JavaScript
 * numbers, 5.40 would become 5.4 and a re-import would not be identical.
 */
export async function insertDocument(client: pg.Client, json: string): Promise<void> {
  const tables = parse(json);
  for (const { table } of recordTables) {
    const first = tables[table]?.[0];
    if (first === undefined) continue;
    const known = await recordColumns(client, table);
    const unknown = Object.keys(first).find((column) => !known.includes(column));
    if (unknown !== undefined) throw new ImportRefused(`Table ${table} has no column "${unknown}".`);
    const columns = Object.keys(first).map(pg.escapeIdentifier).join(', ');
    await client.query(
      `insert into ehr.${table} (${columns})
       select ${columns} from jsonb_populate_recordset(null::ehr.${table}, $1::jsonb #> $2::text[])`,
      [json, ['tables', table]],
    );
  }
}

function parse(json: string): Record<string, Record<string, unknown>[]> {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (error) {
    throw new ImportRefused('The document is not JSON.', { cause: error });
  }
  const document = clinicDocument.safeParse(content);
  if (!document.success) throw new ImportRefused('The document is not an exported record.', { cause: document.error });
  const stranger = Object.keys(document.data.tables).find((name) => !recordTables.some(({ table }) => table === name));
  if (stranger !== undefined) throw new ImportRefused(`A record has no table "${stranger}".`);
  return document.data.tables;
}
