import { isolatedServer } from '@caregate/testing';
import type { DataSource } from 'typeorm';
import { isDatabaseAway } from '../failures/is-database-away.js';
import { createDataSource } from './create-data-source.js';

const POOL = 2;

let server: Awaited<ReturnType<typeof isolatedServer>>;
let dataSource: DataSource;

beforeAll(async () => {
  server = await isolatedServer();
  const settings = { url: server.superuserUrl, poolSize: POOL, applicationName: 'specs', statementMilliseconds: 300 };
  dataSource = await createDataSource(settings).initialize();
  await dataSource.query('create table noted (text text)');
});

afterAll(async () => {
  await dataSource.destroy();
  await server.stop();
});

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Stops the process of the connection on which `work` is asked, as a machine does that stands still. */
async function stoppedWhile<T>(work: (stop: () => void) => Promise<T>, pid: number): Promise<T> {
  try {
    return await work(() => process.kill(pid, 'SIGSTOP'));
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

describe('a server that is there and does not answer', () => {
  it('is away when the time of a statement is over, and leaves the pool whole', async () => {
    const runners = await Promise.all(
      Array.from({ length: POOL }, async () => {
        const runner = dataSource.createQueryRunner();
        const [answer] = (await runner.query('select pg_backend_pid() as pid')) as { pid: number }[];
        return { runner, pid: answer?.pid ?? 0 };
      }),
    );
    for (const { runner, pid } of runners) {
      await stoppedWhile(async (stop) => {
        stop();
        expect(isDatabaseAway(await caught(runner.query('select 1')))).toBe(true);
        await runner.release();
      }, pid);
    }
    const answers = await Promise.all(Array.from({ length: 3 * POOL }, () => dataSource.query('select 1 as one')));
    expect(answers).toEqual(Array(3 * POOL).fill([{ one: 1 }]));
  });

  it('hands a transaction that was given up to nobody, and keeps nothing of it', async () => {
    let [pid, until] = [0, 0];
    const refusal = await caught(
      dataSource.transaction(async (manager) => {
        await manager.query(`insert into noted values ('given up')`);
        const [own] = await manager.query<{ pid: number }[]>('select pg_backend_pid() as pid');
        pid = own?.pid ?? 0;
        process.kill(pid, 'SIGSTOP');
        until = performance.now();
        await manager.query('select 1');
      }),
    );
    const waited = performance.now() - until;
    const others = await Promise.all(
      Array.from({ length: 2 * POOL }, () => dataSource.query<{ pid: number }[]>('select pg_backend_pid() as pid')),
    );
    process.kill(pid, 'SIGCONT');
    expect(isDatabaseAway(refusal)).toBe(true);
    // Not once more for the statement that takes the transaction back.
    expect(waited).toBeLessThan(2 * 1_300);
    expect(others.flat().map((other) => other.pid)).not.toContain(pid);
    await dataSource.query(`insert into noted values ('kept')`);
    expect(await dataSource.query('select text from noted')).toEqual([{ text: 'kept' }]);
  });

  it('ends a statement itself that it works at for too long, on a connection that goes on', async () => {
    const runner = dataSource.createQueryRunner();
    const before: unknown = await runner.query('select pg_backend_pid() as pid');
    expect(await caught(runner.query('select pg_sleep(5)'))).toMatchObject({ driverError: { code: '57014' } });
    expect(await runner.query('select pg_backend_pid() as pid')).toEqual(before);
    await runner.release();
  });

  it('may work for as long as is asked for', async () => {
    const settings = { url: server.superuserUrl, applicationName: 'specs', statementMilliseconds: 60_000 };
    const patient = await createDataSource(settings).initialize();
    await expect(patient.query(`select pg_sleep(1.5)`)).resolves.toHaveLength(1);
    await patient.destroy();
  });
});
