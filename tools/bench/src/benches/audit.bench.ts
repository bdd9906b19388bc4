import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDataSource, migrate } from '@caregate/data-models';
import { PostgresAuditTrail, type NewAuditEntry } from '@caregate/kit-audit';
import { startPostgres } from '@caregate/postgres';
import type { DataSource } from 'typeorm';
import type { Bench } from '../bench.js';

const RATIO_MIN = 0.4;
const BATCH = 200;
const ROUNDS = 60;
const WARMUP_ROUNDS = 10;

/** Durable entries a second through the trail, against plain inserts of the same rows in batches of the same size. */
export const audit: Bench = {
  name: 'audit',
  run: async (log) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'caregate-bench-'));
    const server = await startPostgres({ dataFolder: folder, disposable: true });
    try {
      await migrate(server.superuserUrl);
      const dataSource = createDataSource({ url: server.superuserUrl, applicationName: 'bench' });
      await dataSource.initialize();
      try {
        return await measure(dataSource, log);
      } finally {
        await dataSource.destroy();
      }
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(dataSource: DataSource, log: (line: string) => void) {
  const trail = new PostgresAuditTrail(dataSource, { batchMax: BATCH });
  const chained = () => Promise.all(Array.from({ length: BATCH }, (_none, index) => trail.record(entry(index))));
  await rounds(WARMUP_ROUNDS, chained);
  const plain = await plainInsert(dataSource);
  await rounds(WARMUP_ROUNDS, plain);
  // In turns, so that a machine that slows down slows both.
  let ours = 0;
  let bare = 0;
  for (let turn = 0; turn < 4; turn += 1) {
    ours += await rounds(ROUNDS / 4, chained);
    bare += await rounds(ROUNDS / 4, plain);
  }
  await trail.close();
  const value = (ROUNDS * BATCH) / ours;
  const peer = (ROUNDS * BATCH) / bare;
  log(`chained: ${Math.round(value)}/s; plain: ${Math.round(peer)}/s, ${BATCH} rows a commit`);
  const ratio = value / peer;
  return {
    bench: 'audit',
    aim: `≥ ${RATIO_MIN.toFixed(2)} of plain inserts of the same rows in batches of ${BATCH}`,
    value,
    peer,
    ratio,
    p95Milliseconds: null,
    holds: ratio >= RATIO_MIN,
  };
}

/** The same columns, sizes and commit, with no chain, no function and no trigger. */
async function plainInsert(dataSource: DataSource): Promise<() => Promise<unknown>> {
  await dataSource.query('CREATE TABLE plain_event (LIKE audit.event INCLUDING DEFAULTS INCLUDING INDEXES)');
  const columns = await dataSource.query<{ name: string }[]>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'audit' AND table_name = 'event' ORDER BY ordinal_position`,
  );
  const names = columns.map(({ name }) => name).join(', ');
  const rows = await dataSource.query<Record<string, unknown>[]>(
    `SELECT json_agg(e)::text AS rows FROM (SELECT * FROM audit.event ORDER BY recorded_at DESC LIMIT ${BATCH}) AS e`,
  );
  const batch: unknown = rows[0]?.['rows'];
  const insert = `INSERT INTO plain_event (${names}) SELECT ${names.replace(/\bid\b/, 'uuidv7()').replace(/\bseq\b/, '$2 + row_number() OVER ()')}
    FROM json_populate_recordset(NULL::plain_event, $1::json)`;
  let offset = 10_000_000;
  return () => dataSource.query(insert, [batch, (offset += BATCH)]);
}

async function rounds(count: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let round = 0; round < count; round += 1) await work();
  return (performance.now() - startedAt) / 1000;
}

/** Of the usual size: a read of a patient's record by an assistant. */
function entry(index: number): NewAuditEntry {
  return {
    event: 'patient.read',
    outcome: 'success',
    actor: { kind: 'user', subject: '0198f000-0000-7000-8000-000000000001', clientId: 'client_bench', role: 'doctor' },
    patientId: '0198f000-0000-7000-8000-000000000002',
    permission: 'patient:read',
    decision: 'assignment',
    purpose: 'TREAT',
    source: 'ehr-mcp',
    transport: 'http',
    requestId: `bench-${index}`,
    tokenId: 'b7f9d4c6-1111-4222-8333-944444444444',
    detail: { tool: 'get_patient' },
  };
}
