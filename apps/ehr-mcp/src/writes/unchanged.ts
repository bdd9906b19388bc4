import type { EntityManager } from 'typeorm';

/** Why a transaction changes nothing: the change is tried out, or it was made by an earlier call of the same key. */
type Unchanged = 'write.previewed' | 'write.repeated';

const marked = new WeakMap<EntityManager, Unchanged>();

/** Marks a transaction in which nothing is changed, so that the audit trail does not claim a change. */
export function markUnchanged(manager: EntityManager, why: Unchanged): void {
  marked.set(manager, why);
}

export function whyUnchanged(manager: EntityManager): Unchanged | undefined {
  return marked.get(manager);
}
