import { testDatabase, type TestDatabase } from '@caregate/testing';
import { DataSource } from 'typeorm';
import type { Work } from './work.js';
import { Works } from './works.js';

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await testDatabase();
  dataSource = await new DataSource({ type: 'postgres', url: database.superuserUrl }).initialize();
  await dataSource.query('create table kept (id int primary key, changes int not null default 0)');
  await dataSource.query('insert into kept (id) values (1), (2)');
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const works = () =>
  new Works({
    dataSource,
    // What is recorded and told is not looked at here.
    audit: { recordIn: () => Promise.resolve() } as never,
    engine: { add: () => Promise.resolve(), remove: () => Promise.resolve() },
    news: { publish: () => undefined },
    logger: { warn: () => undefined },
  });

const change = (work: Work, id: number) => work.rows('update kept set changes = changes + 1 where id = $1', [id]);

describe('a change', () => {
  it('is made once more when it and another wait for each other', async () => {
    let waiting = 0;
    let go: () => void = () => undefined;
    const bothHold = new Promise<void>((resolve) => (go = resolve));
    const crosswise = (first: number, second: number) =>
      works().run(async (work) => {
        await change(work, first);
        waiting += 1;
        if (waiting === 2) go();
        await bothHold;
        await change(work, second);
      });
    await Promise.all([crosswise(1, 2), crosswise(2, 1)]);
    expect(await dataSource.query('select changes from kept')).toEqual([{ changes: 2 }, { changes: 2 }]);
    expect(waiting).toBe(3);
  });

  it('that loses its connection half way is to be asked for again', async () => {
    const cutOff = works().run(async (work) => {
      await change(work, 1);
      const row = await work.row<{ pid: number }>('select pg_backend_pid() as pid');
      await dataSource.query('select pg_terminate_backend($1, 5000)', [row?.pid]);
      await new Promise(setImmediate);
      await change(work, 2);
    });
    await expect(cutOff).rejects.toMatchObject({ code: 'service.unavailable' });
    expect(await dataSource.query('select changes from kept')).toEqual([{ changes: 2 }, { changes: 2 }]);
  });
});
