import type pg from 'pg';

/** Whether there is a record already. Waits for a load that runs at the same time, and keeps others waiting. */
export async function holdsPatients(client: pg.Client): Promise<boolean> {
  await client.query(`select pg_advisory_xact_lock(hashtext('caregate.record.load'))`);
  const { rows } = await client.query<{ found: boolean }>('select exists (select from ehr.patient) as found');
  return rows[0]?.found ?? false;
}
