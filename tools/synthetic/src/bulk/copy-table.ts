import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { bulkChunks } from './bulk-chunks.js';
import type { BulkTable } from './bulk-tables.js';

/** Streams a table's rows through COPY, as fast as the server takes them. */
export async function copyTable(
  client: pg.Client,
  bulk: BulkTable,
  range: { patients: number; onRows: (rows: number) => void },
): Promise<void> {
  const target = client.query(copyFrom(`copy ehr.${bulk.table} (${bulk.columns}) from stdin`));
  await pipeline(Readable.from(bulkChunks(bulk, range), { objectMode: false, highWaterMark: 1 << 18 }), target);
}
