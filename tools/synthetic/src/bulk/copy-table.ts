import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { BulkTable } from './bulk-tables.js';

const CHUNK_CHARACTERS = 1 << 17;
const REPORT_EVERY_PATIENTS = 2000;

/** Streams a table's rows through COPY; at no time more than a few chunks of them exist. */
export async function copyTable(client: pg.Client, bulk: BulkTable, range: Range): Promise<void> {
  const target = client.query(copyFrom(`copy ehr.${bulk.table} (${bulk.columns}) from stdin`));
  await pipeline(Readable.from(chunks(bulk, range), { objectMode: false, highWaterMark: 1 << 18 }), target);
}

interface Range {
  readonly patients: number;
  readonly onRows: (rows: number) => void;
}

function* chunks({ lines, rowsPerPatient }: BulkTable, { patients, onRows }: Range): Generator<Buffer> {
  let text = '';
  let reported = 0;
  for (let patient = 0; patient < patients; patient += 1) {
    text += lines(patient);
    if (text.length > CHUNK_CHARACTERS) {
      yield Buffer.from(text);
      text = '';
    }
    if ((patient + 1) % REPORT_EVERY_PATIENTS === 0 || patient + 1 === patients) {
      onRows((patient + 1 - reported) * rowsPerPatient);
      reported = patient + 1;
    }
  }
  if (text !== '') yield Buffer.from(text);
}
