import { line } from '@caregate/core-contracts';
import type { AuthorizedContext } from '@caregate/kit-mcp';
import type { EntityManager } from 'typeorm';
import { requiredPatient } from '../patients/required-patient.js';
import { expectVersion } from './expect-version.js';
import { recordProvenance, type WrittenRow } from './provenance.js';
import { confirmedInput, expectedVersion } from './write.shape.js';
import type { Write, Writes } from './writes.js';

/** What every withdrawal accepts besides the name of what is withdrawn. */
export const withdrawInput = {
  reason: line(5, 500).describe('Why, such as Recorded for the wrong patient; it is kept'),
  expected_version: expectedVersion,
  ...confirmedInput,
};

type Withdrawable = Extract<
  WrittenRow['target'],
  'appointment' | 'medication' | 'allergy' | 'lab_order' | 'vital_sign'
>;

export interface LockedRow {
  readonly id: string;
  readonly version: number;
  readonly before: Readonly<Record<string, unknown>>;
}

type WithdrawalInput = Write<unknown>['input'] & {
  readonly mrn: string;
  readonly reason: string;
  readonly expected_version?: number | undefined;
};

interface Withdrawal {
  readonly tool: string;
  readonly target: Withdrawable;
  readonly input: WithdrawalInput;
  /** Locks what is meant, which is not withdrawn yet. */
  readonly find: (manager: EntityManager, patientId: string) => Promise<Found>;
}

interface Found {
  readonly row: LockedRow;
  /** As the answer calls it. */
  readonly what: string;
}

/** Says of a row that it was entered in error, once a person agrees: it stays, counts for nothing, and keeps who said why. */
export function withdraw(writes: Writes, context: AuthorizedContext, { tool, target, input, find }: Withdrawal) {
  const patientId = requiredPatient(context, input.mrn);
  const { reason, expected_version: expected } = input;
  // The table is one of ours, never a caller's text.
  const sql = `UPDATE ehr.${target} SET status = 'entered_in_error', version = version + 1 WHERE id = $1`;
  return writes.perform({
    tool,
    context,
    input,
    confirmed: true,
    details: [reason],
    work: async (manager) => {
      const { row, what } = await find(manager, patientId);
      const { id: targetId, version, before } = row;
      expectVersion(version, expected);
      await manager.query(sql, [targetId]);
      const written = { tool, patientId, target, targetId, before, reason, withdrawn: true } as const;
      await recordProvenance(manager, context, written);
      return { message: `${what} withdrawn for ${input.mrn.trim()}` };
    },
  });
}
