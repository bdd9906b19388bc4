import type { Relation } from '@caregate/core-permissions';

/** Where an authorizer learns who may see whom. */
export interface RelationsSource {
  /** All relations of the subject that nobody has revoked; throws `access.view.stale` when that cannot be said. */
  of(subject: string): Promise<readonly Relation[]>;
}
