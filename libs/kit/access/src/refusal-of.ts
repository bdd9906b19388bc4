import type { Decision } from '@caregate/core-permissions';
import { AccessRefused } from './access-refused.error.js';

/** The error to throw when a decision went against the caller. */
export function refusalOf(decision: Extract<Decision, { allowed: false }>): AccessRefused {
  return new AccessRefused(decision);
}
