import { randomUUID } from 'node:crypto';
import type { GivenAuth } from '../testing/auth.fixture.js';

export const reason = 'unconscious in resuscitation, allergies unknown';

/** A patient in the health record, who is known by a number. */
export async function givenPatient(auth: GivenAuth, mrn = `MRN${randomUUID().slice(0, 8)}`) {
  const [row] = await auth.ask<{ id: string }>(
    `insert into ehr.patient (mrn, first_name, last_name, birth_date, gender)
     values ($1, 'Jane', 'Doe', '1980-01-01', 'female') returning id`,
    [mrn],
  );
  return { mrn, id: row?.id ?? '' };
}

/** As if the time of the emergency access had passed. */
export async function letItExpire(auth: GivenAuth, id: string): Promise<void> {
  await auth.ask(
    `update access.relation
     set valid_from = valid_from - interval '2 hours', expires_at = expires_at - interval '2 hours' where id = $1`,
    [id],
  );
}
