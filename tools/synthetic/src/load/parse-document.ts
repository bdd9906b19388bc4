import { clinicDocument } from './clinic-document.js';
import { ImportRefused } from './import-refused.js';
import { recordTables } from './record-tables.js';

/** The rows of an exported record by table; anything else is refused by a sentence. */
export function parseDocument(json: string): Readonly<Record<string, Record<string, unknown>[]>> {
  const document = clinicDocument.safeParse(contentOf(json));
  if (!document.success) throw new ImportRefused('The document is not an exported record.', { cause: document.error });
  const { tables } = document.data;
  const stranger = Object.keys(tables).find((name) => !recordTables.some(({ table }) => table === name));
  if (stranger !== undefined) throw new ImportRefused(`A record has no table "${stranger}".`);
  return tables;
}

function contentOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ImportRefused('The document is not JSON.', { cause: error });
  }
}
