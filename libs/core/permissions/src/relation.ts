/** Why a subject may see a patient. `organisation` is the only kind without one patient: it reaches all of them. */
export const relationKinds = ['self', 'assignment', 'family', 'grant', 'break-glass', 'organisation'] as const;

export type RelationKind = (typeof relationKinds)[number];

/** One row of `access.relation`; times are UTC. */
export interface Relation {
  readonly id: string;
  /** User id or client id. */
  readonly subject: string;
  /** Logical id of the FHIR Patient; `null` only for `organisation`. */
  readonly patientId: string | null;
  readonly kind: RelationKind;
  readonly validFrom: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Holds while `validFrom <= now < expiresAt` and nobody has revoked it. */
export function isActive(relation: Relation, now: Date): boolean {
  return (
    relation.revokedAt === null &&
    relation.validFrom <= now &&
    (relation.expiresAt === null || now < relation.expiresAt)
  );
}

/** A relation to the whole organisation reaches every patient of it. */
export function reaches(relation: Relation, patientId: string): boolean {
  return relation.kind === 'organisation' || relation.patientId === patientId;
}
