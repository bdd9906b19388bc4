import { testDatabase } from '@caregate/testing';
import { createDataSource } from '../database/create-data-source.js';
import { isTextRefused } from './is-text-refused.js';

describe('a text that PostgreSQL cannot hold', () => {
  it('is told from other failures, in columns and in JSON', async () => {
    const database = await testDatabase();
    const dataSource = await createDataSource({ url: database.superuserUrl, applicationName: 'spec' }).initialize();
    const failure = (sql: string, value: unknown) => dataSource.query(sql, [value]).catch((error: unknown) => error);
    try {
      expect(isTextRefused(await failure('select $1::text', 'a\u0000b'))).toBe(true);
      expect(isTextRefused(await failure('select $1::jsonb', JSON.stringify({ a: '\u0000' })))).toBe(true);
      expect(isTextRefused(await failure('select $1::int', 'a'))).toBe(false);
      expect(isTextRefused(new Error('22021'))).toBe(false);
    } finally {
      await dataSource.destroy();
      await database.drop();
    }
  });
});
