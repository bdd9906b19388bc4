import { testDatabase, withClient } from '@caregate/testing';
import { migrate } from '../database/migrate.js';
import { rollback } from '../database/rollback.js';
import { migrations } from './index.js';
import { RecordWithdrawal1795357361000 } from './record-withdrawal.migration.js';

const steps = migrations.length - migrations.indexOf(RecordWithdrawal1795357361000);

it('the way back is closed while anything is withdrawn: it would hold again', async () => {
  const database = await testDatabase({ migrate: (url) => migrate(url) });
  const run = (sql: string) => withClient(database.superuserUrl, (client) => client.query(sql));
  try {
    await run(`
      insert into ehr.patient (id, mrn, first_name, last_name, birth_date)
        values ('0198f000-0000-7000-8000-000000000001', 'M1', 'Ada', 'Okafor', '1961-04-12');
      insert into ehr.vital_sign (patient_id, heart_rate, recorded_by, status)
        values ('0198f000-0000-7000-8000-000000000001', 190, 'nurse', 'entered_in_error')`);
    await expect(rollback(database.superuserUrl, steps)).rejects.toThrow('withdrawn as entered in error');
    await run(`delete from ehr.vital_sign`);
    await migrate(database.superuserUrl);
    await expect(rollback(database.superuserUrl, steps)).resolves.toBeUndefined();
  } finally {
    await database.drop();
  }
});
