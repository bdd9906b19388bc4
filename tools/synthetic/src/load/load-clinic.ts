import type { SyntheticClinic } from '../clinic/synthetic-clinic.js';
import { columnsOf } from './columns-of.js';
import { holdsPatients } from './holds-patients.js';
import { inTransaction } from './in-transaction.js';
import { insertRows } from './insert-rows.js';
import { recordTables } from './record-tables.js';

/** Fills an empty record in one transaction. A record that holds patients is left as it is. */
export async function loadClinic(url: string, clinic: SyntheticClinic): Promise<void> {
  await inTransaction(url, async (client) => {
    if (await holdsPatients(client)) return;
    for (const { table, rows } of recordTables) {
      const inColumns = clinic[rows].map(columnsOf);
      await insertRows(client, { table, rows: inColumns, json: JSON.stringify(inColumns), path: [] });
    }
  });
}
