import { testDatabase, withClient } from '@caregate/testing';
import { migrate } from '../database/migrate.js';
import { rollback } from '../database/rollback.js';
import { migrations } from './index.js';
import { VitalSignPrecision1795369416640 } from './vital-sign-precision.migration.js';

const steps = migrations.length - migrations.indexOf(VitalSignPrecision1795369416640);

it('the way back is closed while anything was measured finer than it would be kept', async () => {
  const database = await testDatabase({ migrate: (url) => migrate(url) });
  const run = (sql: string) => withClient(database.superuserUrl, (client) => client.query(sql));
  const weights = async () => (await run('select weight::text from ehr.vital_sign')).rows;
  try {
    await run(`
      insert into ehr.patient (id, mrn, first_name, last_name, birth_date)
        values ('0198f000-0000-7000-8000-000000000001', 'M1', 'Ada', 'Okafor', '1961-04-12');
      insert into ehr.vital_sign (patient_id, weight, recorded_by)
        values ('0198f000-0000-7000-8000-000000000001', 1.984, 'nurse')`);
    expect(await weights()).toEqual([{ weight: '1.984' }]);
    await expect(rollback(database.superuserUrl, steps)).rejects.toThrow('measured finer');
    await run('update ehr.vital_sign set weight = 2.0');
    await migrate(database.superuserUrl);
    await expect(rollback(database.superuserUrl, steps)).resolves.toBeUndefined();
    await migrate(database.superuserUrl);
    expect(await weights()).toEqual([{ weight: '2.0' }]);
  } finally {
    await database.drop();
  }
});
