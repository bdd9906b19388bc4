import type { SyntheticClinic } from '../clinic/synthetic-clinic.js';
import { documentOf } from './document-of.js';
import { holdsPatients } from './holds-patients.js';
import { inTransaction } from './in-transaction.js';
import { insertDocument } from './insert-document.js';

/** Fills an empty record in one transaction. A record that holds patients is left as it is. */
export async function loadClinic(url: string, clinic: SyntheticClinic): Promise<void> {
  await inTransaction(url, async (client) => {
    if (await holdsPatients(client)) return;
    await insertDocument(client, JSON.stringify(documentOf(clinic)));
  });
}
