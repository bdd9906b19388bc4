import { testDatabase, withClient } from '@caregate/testing';
import { migrate } from '../database/migrate.js';
import { rollback } from '../database/rollback.js';
import { migrations } from './index.js';
import { RecordCorrection1795358337000 } from './record-correction.migration.js';

const steps = migrations.length - migrations.indexOf(RecordCorrection1795358337000);
const id = (last: number) => `0198f000-0000-7000-8000-00000000000${last}`;

it('what was corrected before says so afterwards, and nothing else does', async () => {
  const database = await testDatabase({ migrate: (url) => migrate(url) });
  const run = (sql: string) => withClient(database.superuserUrl, (client) => client.query(sql));
  const rows = async (sql: string) => (await run(sql)).rows;
  try {
    await rollback(database.superuserUrl, steps);
    await run(`
      insert into ehr.patient (id, mrn, first_name, last_name, birth_date)
        values ('${id(1)}', 'M1', 'Ada', 'Okafor', '1961-04-12');
      insert into ehr.vital_sign (patient_id, heart_rate, recorded_by, version)
        values ('${id(1)}', 60, 'nurse', 1), ('${id(1)}', 61, 'nurse', 2);
      insert into ehr.lab_order (id, order_id, patient_id, test_name, status, version)
        values ('${id(2)}', 'LAB1', '${id(1)}', 'CBC', 'final', 2), ('${id(3)}', 'LAB2', '${id(1)}', 'CBC', 'final', 3);
      insert into ehr.lab_component (id, lab_order_id, patient_id, component, value_number, effective_at)
        values ('${id(4)}', '${id(2)}', '${id(1)}', 'Potassium', 4, now()),
          ('${id(5)}', '${id(3)}', '${id(1)}', 'Potassium', 5, now()),
          ('${id(6)}', '${id(3)}', '${id(1)}', 'Sodium', 140, now());
      insert into ehr.provenance (patient_id, target, target_id, activity, before, tool, actor_kind, actor_subject,
        actor_client, request_id)
      select '${id(1)}', 'lab_order', o.id, 'update', to_jsonb(o) || b.said, 'spec', 'user', 'lab', 'lab', 'r'
      from ehr.lab_order o, lateral (select case order_id when 'LAB1' then '{}' else jsonb_build_object('results', (
        select jsonb_agg(to_jsonb(c) || case component when 'Potassium' then '{"value_number": 59}' else '{}'::jsonb end)
        from ehr.lab_component c where c.lab_order_id = o.id)) end as said) b`);
    await migrate(database.superuserUrl);
    expect(await rows('select heart_rate, status from ehr.vital_sign order by heart_rate')).toEqual([
      { heart_rate: 60, status: 'final' },
      { heart_rate: 61, status: 'corrected' },
    ]);
    expect(await rows('select order_id, status from ehr.lab_order order by order_id')).toEqual([
      { order_id: 'LAB1', status: 'final' },
      { order_id: 'LAB2', status: 'corrected' },
    ]);
    expect(
      await rows(`select value_number::int as value, status from ehr.lab_component order by value_number`),
    ).toEqual([
      { value: 4, status: 'reported' },
      { value: 5, status: 'corrected' },
      { value: 140, status: 'reported' },
    ]);
    await rollback(database.superuserUrl, steps);
    expect(await rows(`select distinct status from ehr.lab_order`)).toEqual([{ status: 'final' }]);
  } finally {
    await database.drop();
  }
});
