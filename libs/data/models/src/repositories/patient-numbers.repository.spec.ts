import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { createDataSource } from '../database/create-data-source.js';
import { migrate } from '../database/migrate.js';
import { PatientNumbersRepository } from './patient-numbers.repository.js';

describe('a medical record number', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ migrate: (url) => migrate(url) });
  });
  afterAll(() => database.drop());

  it('is told to be that of a patient, also to whoever may not read the health record', async () => {
    const { rows } = await withClient(database.superuserUrl, (client) =>
      client.query<{ id: string }>(
        `insert into ehr.patient (mrn, first_name, last_name, birth_date)
         values ('MRN-7', 'Ada', 'Byron', '1815-12-10') returning id`,
      ),
    );
    const dataSource = createDataSource({
      url: database.urlAs('caregate_auth'),
      applicationName: 'specs',
      poolSize: 1,
    });
    await dataSource.initialize();
    const numbers = new PatientNumbersRepository(dataSource);
    const found = [await numbers.patientIdOf('MRN-7'), await numbers.patientIdOf('mrn-7')];
    const together = await numbers.patientIdsOf(['mrn-7', 'MRN-7']);
    await dataSource.destroy();
    expect(found).toEqual([rows[0]?.id, undefined]);
    expect([...together]).toEqual([['MRN-7', rows[0]?.id]]);
  });
});
