import pg from 'pg';
import { testDatabase } from '@caregate/testing';
import { setImmediate } from 'node:timers/promises';
import { QueryFailedError, TypeORMError, type EntityManager } from 'typeorm';
import { createDataSource } from '../database/create-data-source.js';
import { isDatabaseAway } from './is-database-away.js';

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a database that cannot be asked', () => {
  it('is told from one that refuses what was asked', async () => {
    const database = await testDatabase();
    const dataSource = await createDataSource({ url: database.superuserUrl, applicationName: 'spec' }).initialize();
    try {
      expect(isDatabaseAway(await caught(dataSource.query('select 1/0')))).toBe(false);
      const onlyReading = dataSource.transaction('SERIALIZABLE', async (manager) => {
        await manager.query('set transaction read only');
        await manager.query('create table note (words text)');
      });
      expect(isDatabaseAway(await caught(onlyReading))).toBe(true);
      const asking = caught(dataSource.query('select pg_sleep(60)'));
      await dataSource.query(
        `select pg_terminate_backend(pid) from pg_stat_activity 
          where datname = current_database() and pid <> pg_backend_pid()`,
      );
      const lost = await asking;
      expect([lost, isDatabaseAway(lost)]).toEqual([expect.any(QueryFailedError), true]);
    } finally {
      await dataSource.destroy();
      await database.drop();
    }
  });

  it('is known by what follows a connection that broke between two queries of a transaction', async () => {
    const database = await testDatabase();
    const dataSource = await createDataSource({ url: database.superuserUrl, applicationName: 'spec' }).initialize();
    const broken = (next: (manager: EntityManager) => Promise<unknown>) =>
      dataSource.transaction(async (manager) => {
        await manager.query('create table note (words text)');
        const { queryRunner } = manager;
        await database.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'spec'`,
        );
        while (queryRunner?.isReleased === false) await setImmediate();
        await next(manager);
      });
    try {
      for (const next of [
        (manager: EntityManager) => manager.query('select 1'),
        (manager: EntityManager) => manager.createQueryBuilder().select('words').from('note', 'note').getRawMany(),
        async () => undefined,
      ]) {
        const lost = await caught(broken(next));
        expect([lost, isDatabaseAway(lost)]).toEqual([expect.any(TypeORMError), true]);
      }
    } finally {
      await dataSource.destroy();
      await database.drop();
    }
  });

  it('is known when no connection is free in time, and when nobody listens', async () => {
    const database = await testDatabase();
    const pool = new pg.Pool({ connectionString: database.superuserUrl, max: 1, connectionTimeoutMillis: 2_000 });
    const held = await pool.connect();
    try {
      expect(isDatabaseAway(await caught(pool.query('select 1')))).toBe(true);
    } finally {
      held.release();
      await pool.end();
      await database.drop();
    }
    const nobody = new pg.Client({ connectionString: 'postgresql://postgres@127.0.0.1:1/postgres' });
    expect(isDatabaseAway(await caught(nobody.connect()))).toBe(true);
  });

  it.each([undefined, 'away', new Error('Connection refused by the ward'), new TypeError('x')])(
    'is not %p',
    (error) => {
      expect(isDatabaseAway(error)).toBe(false);
    },
  );
});
