import { DomainError } from '@caregate/core-errors';
import { boundOf } from '../clinical/bound-of.js';
import { judgeResult, type JudgedResult } from '../clinical/ranges/judge-result.js';
import type { Subject } from '../clinical/ranges/reference-range.js';
import type { LabComponentRow } from './lab.row.js';

/** What is recorded is shown even where it cannot be judged: a strange unit is no reason to hide a result. */
export function judgedOrAsReported(row: LabComponentRow, subject: Subject): JudgedResult {
  const asReported = { flag: undefined, low: row.low ?? undefined, high: row.high ?? undefined };
  const measured = typeof row.value === 'number' ? { value: row.value } : boundOf(row.value);
  if (measured === undefined || (row.flag !== null && (row.low ?? row.high ?? row.reference_text) !== null))
    return asReported;
  try {
    return judgeResult({ ...row, ...measured }, subject);
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'invalid') return asReported;
    throw error;
  }
}
