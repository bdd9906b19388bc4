import { DomainError } from '@caregate/core-errors';

/** Optimistic locking: a change is made only to what the caller has seen. */
export function expectVersion(found: number, expected: number | undefined): void {
  if (expected === undefined || expected === found) return;
  throw new DomainError('ehr.record.changed', {
    publicMessage: `The entry has version ${found} now, and you read version ${expected}. Read it again first.`,
  });
}
