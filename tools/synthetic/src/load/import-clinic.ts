import { holdsPatients } from './holds-patients.js';
import { ImportRefused } from './import-refused.js';
import { inTransaction } from './in-transaction.js';
import { insertRows } from './insert-rows.js';
import { parseDocument } from './parse-document.js';
import { recordTables } from './record-tables.js';

/** Puts an exported record into an empty one, in one transaction; it never mixes two records. */
export async function importClinic(url: string, json: string): Promise<void> {
  const tables = parseDocument(json);
  await inTransaction(url, async (client) => {
    if (await holdsPatients(client)) throw new ImportRefused('The record holds patients already.');
    for (const { table } of recordTables)
      await insertRows(client, { table, rows: tables[table] ?? [], json, path: ['tables', table] });
  });
}
