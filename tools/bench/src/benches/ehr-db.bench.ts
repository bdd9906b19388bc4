import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDataSource, migrate } from '@caregate/data-models';
import { startPostgres } from '@caregate/postgres';
import { loadBulk } from '@caregate/synthetic';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Bench, BenchResult } from '../bench.js';
import { recordStatements, type Statement } from '../load/record-statements.js';
import { loadOf, type Load } from '../load/percentile.js';
import { recordQuestions, type RecordQuestion } from '../load/record-questions.js';
import { byTurns } from '../load/turns.js';

const PATIENTS = 100_000;
const OBSERVATIONS_PER_PATIENT = 100;
const ASKED_PATIENTS = 100;
const LANES = 4;
const TURNS = 3;
const RATIO_MIN = 0.7;
const P95_MILLISECONDS_MAX = 10;

/** Laboratory, vital signs and search by the app's own repositories, against the very statements they send by bare pg. */
export const ehrDb: Bench = {
  name: 'ehr-db',
  run: async (log) => {
    // Loading takes minutes, so the data stays for the next run; who deletes the folder gets it made anew.
    const folder = path.join(tmpdir(), 'caregate-bench-ehr-db');
    const server = await startPostgres({ dataFolder: folder, durable: false });
    try {
      await migrate(server.superuserUrl);
      const size = { patients: PATIENTS, observationsPerPatient: OBSERVATIONS_PER_PATIENT };
      const { rows, seconds } = await loadBulk(server.superuserUrl, size);
      log(rows === 0 ? `${folder} has the data already` : `${rows} rows loaded in ${seconds.toFixed(0)} s`);
      const dataSource = createDataSource({ url: server.superuserUrl, applicationName: 'bench', poolSize: LANES });
      await dataSource.initialize();
      try {
        return await measure(dataSource, server.superuserUrl, log);
      } finally {
        await dataSource.destroy();
      }
    } finally {
      await server.stop();
    }
  },
};

async function measure(dataSource: DataSource, url: string, log: (line: string) => void): Promise<BenchResult> {
  const questions = await recordQuestions(dataSource, ASKED_PATIENTS);
  const statements: Statement[][] = [];
  for (const question of questions) statements.push(await recordStatements(dataSource, question));
  const clients = await Promise.all(Array.from({ length: LANES }, () => connected(url)));
  try {
    const ours = () => inLanes(questions, (question: RecordQuestion) => question());
    const bare = () => inLanes(statements, (list, lane) => replay(clients[lane], list));
    await ours();
    const [own, peer] = await byTurns(TURNS, ours, bare);
    const ratio = own.perSecond / peer.perSecond;
    log(`ours: ${Math.round(own.perSecond)}/s, p95 ${own.p95.toFixed(1)} ms; bare pg: ${Math.round(peer.perSecond)}/s`);
    return {
      bench: 'ehr-db',
      aim: `≥ ${RATIO_MIN} of the same statements by bare pg, p95 under ${P95_MILLISECONDS_MAX} ms, ${PATIENTS} patients`,
      value: own.perSecond,
      peer: peer.perSecond,
      ratio,
      p95Milliseconds: own.p95,
      holds: ratio >= RATIO_MIN && own.p95 < P95_MILLISECONDS_MAX,
    };
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function replay(client: pg.Client | undefined, statements: readonly Statement[]): Promise<void> {
  for (const { text, values } of statements) await client?.query(text, [...values]);
}

/** Every item once, a few at a time. */
async function inLanes<T>(items: readonly T[], work: (item: T, lane: number) => Promise<unknown>): Promise<Load> {
  const milliseconds: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: LANES }, async (_none, lane) => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) {
        const askedAt = performance.now();
        await work(item, lane);
        milliseconds.push(performance.now() - askedAt);
      }
    }),
  );
  return loadOf(milliseconds, (performance.now() - startedAt) / 1000, 0);
}
