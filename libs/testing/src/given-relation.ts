import type { Relation } from '@caregate/core-permissions';

/** An assignment to a patient, or a relation to all of them where that is `null`, without an end. */
export function givenRelation(subject: string, patientId: string | null): Relation {
  const kind = patientId === null ? 'organisation' : 'assignment';
  const always = { validFrom: new Date(0), expiresAt: null, revokedAt: null };
  return { id: `${kind}-${subject}-${patientId}`, subject, patientId, kind, ...always };
}
