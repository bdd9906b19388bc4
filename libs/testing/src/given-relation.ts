import type { Relation, RelationKind } from '@caregate/core-permissions';

/** An assignment to a patient, or a relation to all of them where that is `null`, without an end; or one of another kind. */
export function givenRelation(
  subject: string,
  patientId: string | null,
  kind: RelationKind = patientId === null ? 'organisation' : 'assignment',
): Relation {
  const always = { validFrom: new Date(0), expiresAt: null, revokedAt: null };
  return { id: `${kind}-${subject}-${patientId}`, subject, patientId, kind, ...always };
}
