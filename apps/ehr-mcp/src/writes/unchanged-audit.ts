import type { AuditTrailPort } from '@caregate/kit-mcp';
import { whyUnchanged } from './unchanged.js';

/** Puts a change that was only tried out, or had been made before, on the trail as what it is. */
export function unchangedAudit(trail: AuditTrailPort): AuditTrailPort {
  return {
    record: (entry) => trail.record(entry),
    recordIn: (manager, entry) => trail.recordIn(manager, { ...entry, event: whyUnchanged(manager) ?? entry.event }),
  };
}
