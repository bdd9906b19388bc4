import { createDataSource, migrate } from '@caregate/data-models';
import { testDatabase, type TestDatabase } from '@caregate/testing';
import type { DataSource } from 'typeorm';

export interface EhrDatabase extends Pick<TestDatabase, 'superuserUrl' | 'query'> {
  /** As the role of the app, with its rights and no others. */
  readonly dataSource: DataSource;
  /** Leaves patients, providers and nothing that was written for them. Faster than to truncate, which makes new files. */
  emptyCharts(): Promise<void>;
  addPatient(patient: Readonly<Record<string, unknown>>): Promise<string>;
  end(): Promise<void>;
}

export async function ehrDatabase(): Promise<EhrDatabase> {
  const database = await testDatabase({ migrate });
  const dataSource = createDataSource({ url: database.urlAs('caregate_ehr'), applicationName: 'ehr-spec' });
  await dataSource.initialize();
  const { superuserUrl, query } = database;
  return {
    dataSource,
    superuserUrl,
    query,
    emptyCharts: async () => void (await query(written.map((table) => `DELETE FROM ehr.${table}`).join(';'))),
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

/** Components of laboratory results go with their orders. */
const written = ['appointment', 'lab_order', 'vital_sign', 'allergy', 'medication', 'provenance', 'idempotency'];
