import { holdsPatients } from './holds-patients.js';
import { ImportRefused } from './import-refused.js';
import { inTransaction } from './in-transaction.js';
import { insertDocument } from './insert-document.js';

/** Puts an exported record into an empty one, in one transaction; it never mixes two records. */
export async function importClinic(url: string, json: string): Promise<void> {
  await inTransaction(url, async (client) => {
    if (await holdsPatients(client)) throw new ImportRefused('The record holds patients already.');
    await insertDocument(client, json);
  });
}
