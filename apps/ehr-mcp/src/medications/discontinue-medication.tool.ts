import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { changedRow } from '../writes/changed-row.js';
import { recordProvenance } from '../writes/provenance.js';
import { confirmedInput, confirmedOutput, expectedVersion } from '../writes/write.shape.js';
import { changedMedication, medicationId, type ChangedMedication } from './changed-medication.js';
import { stopMedication } from './prescription.sql.js';
import { lockActive } from './prescriptions.js';

const TOOL = 'discontinue_medication';

/** Ends a prescription; it stays on the record, with the reason. */
export const discontinueMedication = defineTool({
  name: TOOL,
  title: 'Discontinue a medication',
  description:
    'Ends an active prescription of one patient, giving the reason. When the answer is confirmation_required, show it to the person and repeat the call with confirm_token once they agree.',
  input: z.strictObject({
    mrn,
    medication_id: medicationId,
    reason: z.string().trim().min(3).max(500).describe('Why it is stopped'),
    expected_version: expectedVersion,
    ...confirmedInput,
  }),
  output: z.strictObject({ ...confirmedOutput, medication: changedMedication.describe('The prescription') }),
  permission: 'medication:write',
  audit: 'medication.discontinued',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: true, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const { medication_id: asked, expected_version: version, reason } = input;
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: true,
      details: [reason],
      work: async (manager) => {
        const { id, before, name } = await lockActive(manager, { medicationId: asked, patientId, version });
        const medication = await changedRow<ChangedMedication>(manager, stopMedication, [id]);
        const row = { tool: TOOL, patientId, target: 'medication', targetId: id, before, reason } as const;
        await recordProvenance(manager, context, row);
        return { message: `${name} discontinued`, medication };
      },
    });
  },
});
