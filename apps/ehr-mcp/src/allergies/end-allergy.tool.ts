import { line } from '@caregate/core-contracts';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { lockPatient } from '../appointments/booking.sql.js';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { recordProvenance } from '../writes/provenance.js';
import { confirmedInput, confirmedOutput, expectedVersion } from '../writes/write.shape.js';
import { allergyShape } from './allergy.view.js';
import { endAllergies } from './end-allergies.js';

const TOOL = 'end_allergy';

/** Says that a recorded allergy holds no more; it stays on the record, with the reason. */
export const endAllergy = defineTool({
  name: TOOL,
  title: 'End an allergy',
  description:
    'Says that a recorded allergy of one patient was none or is over, giving the reason; prescriptions are not checked against it any more. When the answer is confirmation_required, show it to the person and repeat the call with confirm_token once they agree.',
  input: z.strictObject({
    mrn,
    allergen: line(2, 200).describe('Allergen as recorded, such as Penicillin'),
    status: z.enum(['inactive', 'resolved']).describe('inactive when it was none, resolved when it is over'),
    reason: line(5, 500).describe('Why'),
    expected_version: expectedVersion,
    ...confirmedInput,
  }),
  output: z.strictObject({
    ...confirmedOutput,
    allergy: z.strictObject(allergyShape).optional().describe('The allergy'),
  }),
  permission: 'allergy:write',
  audit: 'allergy.ended',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: true, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const { allergen, status, reason, expected_version: version } = input;
    return writes.perform({
      tool: TOOL,
      context,
      // Looked up in any case.
      input: { ...input, allergen: allergen.toLowerCase() },
      confirmed: true,
      details: [reason],
      work: async (manager) => {
        await manager.query(lockPatient, [patientId]);
        const [first, ...others] = await endAllergies(manager, { patientId, allergen, status, version });
        for (const { id: targetId, before } of [first, ...others])
          await recordProvenance(manager, context, {
            tool: TOOL,
            patientId,
            target: 'allergy',
            targetId,
            before,
            reason,
          });
        return { message: `Allergy to ${first.allergy.allergen} is ${status}`, allergy: first.allergy };
      },
    });
  },
});
