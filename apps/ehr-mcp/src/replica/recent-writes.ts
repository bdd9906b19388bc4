import type { DataSource } from 'typeorm';
import { oneByMany } from '../shape/one-by-many.js';

/** Longer than a replica may be behind, and than a write may take from its beginning to its end. */
const RECENT_SECONDS = 60;

/** $1: patients. Whoever writes says so in the provenance, in the same transaction. */
const writtenLately = `
  SELECT p.id FROM unnest($1::uuid[]) AS p (id)
  WHERE EXISTS (SELECT FROM ehr.provenance w
    WHERE w.patient_id = p.id AND w.recorded_at > now() - interval '${RECENT_SECONDS} seconds')`;

/** Of whom something has just been written, whoever wrote it and by whichever process: the primary knows. */
export class RecentWrites {
  readonly has: (patientId: string) => Promise<boolean>;

  constructor(primary: Pick<DataSource, 'query'>) {
    const ask = oneByMany(async (patientIds) => {
      const rows = await primary.query<{ id: string }[]>(writtenLately, [patientIds]);
      return new Map(rows.map(({ id }) => [id, true]));
    });
    this.has = async (patientId) => (await ask(patientId)) === true;
  }
}
