import type { BulkTable } from './bulk-tables.js';

const CHUNK_CHARACTERS = 1 << 17;
const REPORT_EVERY_PATIENTS = 500;

/** The lines of a table in pieces of about 128 kB, made when they are asked for: memory stays flat at any size. */
export function* bulkChunks({ lines, ...table }: BulkTable, { patients, onRows }: Range): Generator<Buffer> {
  let text = '';
  let rows = 0;
  for (let patient = 1; patient <= patients; patient += 1) {
    const more = lines(patient - 1);
    text += more;
    rows += table.varies === true ? countOf(more) : table.rowsPerPatient;
    if (text.length > CHUNK_CHARACTERS) {
      yield Buffer.from(text);
      text = '';
    }
    if (patient % REPORT_EVERY_PATIENTS === 0 || patient === patients) {
      onRows(rows);
      rows = 0;
    }
  }
  if (text !== '') yield Buffer.from(text);
}

function countOf(lines: string): number {
  return lines === '' ? 0 : lines.split('\n').length - 1;
}

interface Range {
  readonly patients: number;
  readonly onRows: (rows: number) => void;
}
