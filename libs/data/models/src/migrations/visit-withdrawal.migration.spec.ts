import { testDatabase, withClient } from '@caregate/testing';
import { migrate } from '../database/migrate.js';
import { rollback } from '../database/rollback.js';
import { migrations } from './index.js';
import { VisitWithdrawal1795370356292 } from './visit-withdrawal.migration.js';

const steps = migrations.length - migrations.indexOf(VisitWithdrawal1795370356292);
const id = (last: number) => `0198f000-0000-7000-8000-00000000000${last}`;

it('the way back is closed while a visit is withdrawn: it would take place again', async () => {
  const database = await testDatabase({ migrate: (url) => migrate(url) });
  const run = (sql: string) => withClient(database.superuserUrl, (client) => client.query(sql));
  try {
    await run(`
      insert into ehr.patient (id, mrn, first_name, last_name, birth_date)
        values ('${id(1)}', 'M1', 'Ada', 'Okafor', '1961-04-12');
      insert into ehr.provider (id, npi, name, specialty, department)
        values ('${id(2)}', '1234567893', 'Dr. Smith', 'Medicine', 'Primary Care');
      insert into ehr.appointment (appointment_id, patient_id, provider_id, starts_at, ends_at, appointment_type, status)
        values ('APT1', '${id(1)}', '${id(2)}', '2026-03-02T15:00Z', '2026-03-02T15:30Z', 'Visit', 'entered_in_error')`);
    await expect(rollback(database.superuserUrl, steps)).rejects.toThrow('withdrawn as entered in error');
    await run('delete from ehr.appointment');
    await migrate(database.superuserUrl);
    await expect(rollback(database.superuserUrl, steps)).resolves.toBeUndefined();
  } finally {
    await database.drop();
  }
});
