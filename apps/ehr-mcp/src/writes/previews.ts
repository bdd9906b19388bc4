import type { EntityManager } from 'typeorm';

const previews = new WeakSet<EntityManager>();

/** Marks a transaction in which a change is tried out and not made, so that the audit trail does not claim it. */
export function markPreview(manager: EntityManager): void {
  previews.add(manager);
}

export function isPreview(manager: EntityManager): boolean {
  return previews.has(manager);
}
