import { testDatabase, type TestDatabase } from '@caregate/testing';
import type { DataSource, QueryRunner } from 'typeorm';
import { createDataSource } from './create-data-source.js';

let database: TestDatabase;
let dataSource: DataSource;
let connection: QueryRunner;

beforeAll(async () => {
  database = await testDatabase();
  dataSource = await createDataSource({ url: database.superuserUrl, applicationName: 'specs' }).initialize();
});

beforeEach(async () => {
  connection = dataSource.createQueryRunner();
  await connection.query('create table noted (id int, text text)');
  await connection.query(`insert into noted values (1, 'one'), (2, 'two')`);
});

afterEach(async () => {
  await connection.query('drop table noted');
  await connection.release();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const BY_ID = 'select text from noted where id = $1';

async function givenPrepared(): Promise<void> {
  for (let time = 0; time < 10; time += 1) await connection.query(BY_ID, [1]);
}

function prepared(): Promise<{ calls: string }[]> {
  return connection.query(
    'select (generic_plans + custom_plans)::text as calls from pg_prepared_statements where statement = $1',
    [BY_ID],
  );
}

const widen = () => dataSource.query(`alter table noted alter text type int using length(text)`);

describe('statements that come again on a connection', () => {
  it('are prepared, and answer what they are asked', async () => {
    await givenPrepared();
    expect(await connection.query(BY_ID, [2])).toEqual([{ text: 'two' }]);
    expect(await prepared()).toEqual([{ calls: '7' }]);
  });

  it('go on after one that failed', async () => {
    await givenPrepared();
    await expect(connection.query(BY_ID, ['no number'])).rejects.toThrow('invalid input syntax');
    expect(await connection.query(BY_ID, [2])).toEqual([{ text: 'two' }]);
  });

  it('are asked anew where a migration has changed what they answer', async () => {
    await givenPrepared();
    await widen();
    expect(await connection.query(BY_ID, [2])).toEqual([{ text: 3 }]);
  });

  it('end a transaction that meets such a migration, and no later one', async () => {
    await givenPrepared();
    await widen();
    const count = () => connection.manager.transaction((manager) => manager.query<{ text: number }[]>(BY_ID, [2]));
    await expect(count()).rejects.toThrow('cached plan must not change result type');
    expect(await count()).toEqual([{ text: 3 }]);
  });
});
