import type { AuditTrailPort } from '@caregate/kit-mcp';
import { isPreview } from './previews.js';

/** Puts a change that was only tried out on the trail as what it is. */
export function previewAudit(trail: AuditTrailPort): AuditTrailPort {
  return {
    record: (entry) => trail.record(entry),
    recordIn: (manager, entry) =>
      trail.recordIn(manager, isPreview(manager) ? { ...entry, event: 'write.previewed' } : entry),
  };
}
