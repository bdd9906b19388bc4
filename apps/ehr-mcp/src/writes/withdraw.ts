import type { AuthorizedContext } from '@caregate/kit-mcp';
import type { EntityManager } from 'typeorm';
import { line } from '../shape/line.js';
import { expectVersion } from './expect-version.js';
import { recordProvenance, type WrittenRow } from './provenance.js';
import { confirmedInput, expectedVersion } from './write.shape.js';

/** What every withdrawal accepts besides the name of what is withdrawn. */
export const withdrawInput = {
  reason: line(5, 500).describe('Why, such as Recorded for the wrong patient; it is kept'),
  expected_version: expectedVersion,
  ...confirmedInput,
};

type Withdrawable = Extract<WrittenRow['target'], 'medication' | 'allergy' | 'lab_order' | 'vital_sign'>;

interface Withdrawal {
  readonly tool: string;
  readonly patientId: string;
  readonly target: Withdrawable;
  readonly reason: string;
  readonly expected: number | undefined;
}

interface LockedRow {
  readonly id: string;
  readonly version: number;
  readonly before: Readonly<Record<string, unknown>>;
}

/** Says of a locked row that it was entered in error: it stays, counts for nothing, and keeps who said so and why. */
export async function withdraw(
  manager: EntityManager,
  context: Pick<AuthorizedContext, 'caller' | 'requestId'>,
  { id, version, before }: LockedRow,
  { tool, patientId, target, reason, expected }: Withdrawal,
): Promise<void> {
  expectVersion(version, expected);
  // The table is one of ours, never a caller's text.
  await manager.query(`UPDATE ehr.${target} SET status = 'entered_in_error', version = version + 1 WHERE id = $1`, [
    id,
  ]);
  const row = { tool, patientId, target, targetId: id, before, reason, withdrawn: true } as const;
  await recordProvenance(manager, context, row);
}
