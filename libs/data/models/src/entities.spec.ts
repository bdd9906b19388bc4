import { testDatabase, type TestDatabase } from '@caregate/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from './database/create-data-source.js';
import { migrate } from './database/migrate.js';

const COLUMNS = `
  select a.attname as name, not a.attnotnull as nullable, coalesce(a.attnum = any(i.indkey), false) as key
  from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
  where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`;

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await testDatabase({ migrate: (url) => migrate(url) });
  dataSource = createDataSource({ url: database.superuserUrl, applicationName: 'spec' });
  await dataSource.initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

it('describes each table as the migrations have made it', async () => {
  for (const { tablePath, columns } of dataSource.entityMetadatas) {
    const rows = await dataSource.query<{ name: string; nullable: boolean; key: boolean }[]>(COLUMNS, [tablePath]);
    const made = new Map(rows.map((row) => [row.name, row]));
    const told = columns.map(({ databaseName: name, isNullable: nullable, isPrimary: key }) => ({
      name,
      nullable,
      key,
    }));
    expect({ tablePath, columns: told }).toEqual({ tablePath, columns: told.map(({ name }) => made.get(name)) });
  }
  expect(dataSource.entityMetadatas.length).toBeGreaterThan(10);
});
