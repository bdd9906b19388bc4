import type pg from 'pg';
import { inTransaction } from '../load/in-transaction.js';
import { BulkRefused } from './bulk-refused.js';
import type { BulkOptions } from './bulk-options.js';
import { bulkTables, type BulkTable } from './bulk-tables.js';
import { copyTable } from './copy-table.js';
import { setAside } from './set-aside.js';

/**
 * Fills the record with invented patients for benchmarks, in one transaction. The same options give the same rows;
 * a load that is there already is not repeated. Needs the owner of the tables, whom it makes wait until it is done.
 */
export async function loadBulk(url: string, options: BulkOptions): Promise<BulkResult> {
  const began = performance.now();
  const rows = await inTransaction(url, (client) => fill(client, options));
  return { rows, seconds: (performance.now() - began) / 1000 };
}

export interface BulkResult {
  /** Of all tables; 0 if they were there already. */
  readonly rows: number;
  readonly seconds: number;
}

async function fill(client: pg.Client, options: BulkOptions): Promise<number> {
  const { tables, people } = bulkTables(options);
  const names = tables.map(({ table }) => table);
  const expected = ({ rowsPerPatient }: BulkTable) => Math.round(rowsPerPatient * options.patients);
  let rowsExpected = tables.reduce((sum, table) => sum + expected(table), 0);
  await client.query(`lock table ${names.map((name) => `ehr.${name}`).join(', ')} in access exclusive mode`);
  if (await holds(client, people.mrn(options.patients - 1))) return 0;
  if (await holds(client, people.mrn(0))) throw new BulkRefused('A smaller bulk load is in this record already.');
  await client.query(`set local maintenance_work_mem = '512MB'; set local work_mem = '256MB'`);
  const aside = await setAside(client, names);
  let rows = 0;
  const report = (step: string): void => options.onProgress?.({ step, rows, rowsExpected });
  for (const bulk of tables) {
    const onRows = (more: number): void => {
      rows += more;
      report(bulk.table);
    };
    const before = rows;
    await copyTable(client, bulk, { patients: options.patients, onRows });
    rowsExpected += rows - before - expected(bulk);
    report(bulk.table);
  }
  for (const statement of aside.statements) {
    report(statement);
    await client.query(statement);
  }
  await client.query(`analyze ${names.map((name) => `ehr.${name}`).join(', ')}`);
  return rows;
}

async function holds(client: pg.Client, mrn: string): Promise<boolean> {
  const { rowCount } = await client.query('select from ehr.patient where mrn = $1', [mrn]);
  return rowCount === 1;
}
