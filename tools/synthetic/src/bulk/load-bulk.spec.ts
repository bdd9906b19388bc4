import { migrate } from '@caregate/data-models';
import { testDatabase, withClient, type TestDatabase } from '@caregate/testing';
import { clinicSeed } from '../clinic/clinic-seed.js';
import { loadClinic } from '../load/load-clinic.js';
import { BulkRefused } from './bulk-refused.js';
import { bulkTables } from './bulk-tables.js';
import { loadBulk } from './load-bulk.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase({ migrate });
});
afterEach(async () => {
  await database.drop();
});

const small = { patients: 30, observationsPerPatient: 100 };
const ask = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
  withClient(database.superuserUrl, async (client) => (await client.query<T>(sql, values)).rows);

/** Every index, constraint and trigger of the record, as PostgreSQL would write them down. */
const shape = () =>
  ask<{ kind: string; name: string; definition: string }>(`
    select 'index' as kind, indexname as name, indexdef as definition from pg_indexes where schemaname = 'ehr'
    union all select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) || convalidated
      from pg_constraint where connamespace = 'ehr'::regnamespace
    union all select 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
      from pg_trigger where not tgisinternal
    order by 1, 2`);

describe('loading in bulk', () => {
  it('writes the rows asked for, and says how many', async () => {
    const { rows } = await loadBulk(database.superuserUrl, small);
    const [counts] = await ask<{
      allergies: number;
      medications: number;
      appointments: number;
    }>(`select (select count(*)::int from ehr.patient) as patients,
      (select count(*)::int from ehr.vital_sign) as vitals, (select count(*)::int from ehr.lab_order) as orders,
      (select count(*)::int from ehr.lab_component) as components, (select count(*)::int from ehr.allergy) as allergies,
      (select count(*)::int from ehr.medication) as medications, (select count(*)::int from ehr.provider) as providers,
      (select count(*)::int from ehr.appointment) as appointments`);
    const none = { allergies: 0, medications: 0, appointments: 0 };
    const { allergies, medications, appointments, ...fixed } = counts ?? none;
    expect(fixed).toEqual({ patients: 30, vitals: 600, orders: 360, components: 2400, providers: 4 });
    expect(Math.min(allergies, medications)).toBeGreaterThan(5);
    expect(appointments).toBeGreaterThan(80);
    expect(rows).toBe(30 + 600 + 360 + 2400 + 4 + allergies + medications + appointments);
  });

  it('leaves every index, constraint and trigger as it was', async () => {
    const before = await shape();
    await loadBulk(database.superuserUrl, small);
    expect(await shape()).toEqual(before);
    expect(before.filter(({ definition }) => definition.startsWith('FOREIGN KEY')).length).toBeGreaterThan(3);
  });

  it('stores each row as the generator makes it alone', async () => {
    await loadBulk(database.superuserUrl, small);
    const { tables } = bulkTables(small);
    for (const { table, columns, lines } of tables) {
      const patient = Array.from({ length: small.patients }, (_, n) => n).find((n) => n > 16 && lines(n) !== '') ?? 0;
      const expected = lines(patient).split('\n')[0]?.split('\t') ?? [];
      const [text] = await ask<{ text: string[] }>(
        `select array(select coalesce(value, '\\N') from json_each_text(to_json(r))) as text
         from (select ${columns} from ehr.${table} where id = $1) r`,
        [expected[0]],
      );
      expect(text?.text.map(comparable)).toEqual(expected.map(comparable));
    }
  });

  it('goes beside a clinic that is already there', async () => {
    await loadClinic(database.superuserUrl, clinicSeed());
    await loadBulk(database.superuserUrl, small);
    expect(await ask(`select count(*)::int as n from ehr.patient`)).toEqual([{ n: 251 }]);
  });

  it('does nothing the second time', async () => {
    await loadBulk(database.superuserUrl, small);
    const again = await loadBulk(database.superuserUrl, small);
    expect(again.rows).toBe(0);
    expect(await ask(`select count(*)::int as n from ehr.patient`)).toEqual([{ n: 30 }]);
  });

  it('refuses to grow a smaller load instead of doubling it', async () => {
    await loadBulk(database.superuserUrl, small);
    await expect(loadBulk(database.superuserUrl, { ...small, patients: 60 })).rejects.toThrow(BulkRefused);
  });

  it('undoes everything, the missing indexes too, when it fails half-way', async () => {
    await ask(`create function public.fail() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$`);
    await ask(`create trigger fail before insert on ehr.lab_component execute function public.fail()`);
    const before = await shape();
    await expect(loadBulk(database.superuserUrl, small)).rejects.toThrow('disk full');
    expect(await shape()).toEqual(before);
    expect(await ask(`select count(*)::int as n from ehr.patient`)).toEqual([{ n: 0 }]);
  });

  it('tells how far it is, up to the last row', async () => {
    const seen: { rows: number; rowsExpected: number }[] = [];
    const { rows: written } = await loadBulk(database.superuserUrl, {
      ...small,
      onProgress: ({ rows, rowsExpected }) => seen.push({ rows, rowsExpected }),
    });
    expect(seen.at(-1)).toEqual({ rows: written, rowsExpected: written });
    expect(seen.every(({ rows }, i) => rows >= (seen[i - 1]?.rows ?? 0))).toBe(true);
  });
});

/** PostgreSQL writes 97.0 for 97 and an instant with a T; the meaning is the same. */
function comparable(text: string): string {
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:/.test(text)) return new Date(text.replace(/\+00$/, 'Z')).toISOString();
  return /^-?\d+\.\d+$/.test(text) ? String(Number(text)) : text;
}
