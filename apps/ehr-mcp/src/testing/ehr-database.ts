import { createDataSource, migrate } from '@caregate/data-models';
import { testDatabase, withClient } from '@caregate/testing';
import type { DataSource } from 'typeorm';

export interface EhrDatabase {
  /** As the role of the app, with its rights and no others. */
  readonly dataSource: DataSource;
  readonly superuserUrl: string;
  /** As the owner of the schema: what a spec sets up or looks at behind the app's back. */
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  addPatient(patient: Readonly<Record<string, unknown>>): Promise<string>;
  end(): Promise<void>;
}

export async function ehrDatabase(): Promise<EhrDatabase> {
  const database = await testDatabase({ migrate });
  const dataSource = createDataSource({ url: database.urlAs('caregate_ehr'), applicationName: 'ehr-spec' });
  await dataSource.initialize();
  const query = (sql: string, values: readonly unknown[] = []) =>
    withClient(database.superuserUrl, async (client) => (await client.query(sql, [...values])).rows);
  return {
    dataSource,
    superuserUrl: database.superuserUrl,
    query,
    addPatient: async (patient) => {
      const columns = Object.keys(patient);
      const places = columns.map((_column, index) => `$${index + 1}`);
      const sql = `INSERT INTO ehr.patient (${columns.join(', ')}) VALUES (${places.join(', ')}) RETURNING id`;
      const [row] = await query(sql, Object.values(patient));
      return String(row?.['id']);
    },
    end: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
