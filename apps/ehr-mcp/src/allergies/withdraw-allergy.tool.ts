import { line } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { lockPatient } from '../appointments/booking.sql.js';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { withdraw, withdrawInput, type LockedRow } from '../writes/withdraw.js';
import { confirmedOutput } from '../writes/write.shape.js';

const TOOL = 'withdraw_allergy';

const lock = `
  SELECT id, version, to_jsonb(a) AS before, allergen FROM ehr.allergy a
  WHERE patient_id = $1 AND status = $2 AND lower(allergen) = lower($3) AND ($4::uuid IS NULL OR id = $4)
  ORDER BY id FOR UPDATE`;

type Locked = LockedRow & { readonly allergen: string };

/** Takes back an allergy that was never this patient's; it stays on the record as entered in error. */
export const withdrawAllergy = defineTool({
  name: TOOL,
  title: 'Withdraw an allergy',
  description:
    'Marks an allergy as entered in error, such as one of another patient. It stays on the record with the reason and counts for nothing. For an allergy that was looked into and is none, or is over, use end_allergy. When the answer is confirmation_required, show it to the person and repeat the call with confirm_token once they agree.',
  input: z.strictObject({
    mrn,
    allergen: line(2, 200).describe('Allergen as recorded, such as Penicillin'),
    status: z.enum(['active', 'inactive', 'resolved']).default('active').describe('Status that it has now'),
    allergy_id: z.uuid().optional().describe('Its allergy_id, where the allergen is recorded more than once'),
    ...withdrawInput,
  }),
  output: z.strictObject(confirmedOutput),
  permission: 'allergy:write',
  audit: 'allergy.withdrawn',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: true, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes }: EhrServices) => {
    const { allergen, status, allergy_id: asked } = input;
    return withdraw(writes, context, {
      tool: TOOL,
      target: 'allergy',
      // Looked up in any case.
      input: { ...input, allergen: allergen.toLowerCase() },
      find: async (manager, patientId) => {
        await manager.query(lockPatient, [patientId]);
        const rows = await manager.query<Locked[]>(lock, [patientId, status, allergen, asked]);
        const [first, ...others] = rows;
        if (first === undefined)
          throw new DomainError('ehr.allergy.not_found', {
            publicMessage: `This patient has no such allergy that is ${status}.`,
          });
        // One of them may be right: an import may have brought another person's beside it.
        if (others.length > 0) throw severalAllergies(rows);
        return { row: first, what: `Allergy to ${first.allergen}` };
      },
    });
  },
});

function severalAllergies(rows: readonly Locked[]): DomainError {
  return new DomainError('ehr.record.ambiguous', {
    publicMessage: `${rows.length} entries are of this allergen. Name the one that is meant by its allergy_id: ${rows.map(({ id }) => id).join(', ')}.`,
  });
}
