import { auditEntry } from '@caregate/core-contracts';
import { clipped } from './clipped.js';
import type { NewAuditEntry } from './new-audit-entry.js';
import type { Stamp } from './entry-stamp.js';

/**
 * The text of an entry, as it is stored and hashed (canonical form 1): JSON without white space between tokens, keys in
 * the order of `auditEntry`, absent fields left out, times in UTC with milliseconds, `detail` in the order given. It is
 * one line, because JSON escapes line ends. Whoever verifies hashes the stored text and need not produce it again.
 */
export function auditBody(entry: NewAuditEntry, { id, recordedAt }: Stamp): string {
  return JSON.stringify(auditEntry.parse(clipped({ ...entry, v: 1, id, recordedAt })));
}
