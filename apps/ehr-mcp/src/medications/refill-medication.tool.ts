import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { recordProvenance } from '../writes/provenance.js';
import { changedRow } from '../writes/changed-row.js';
import { expectedVersion, writeInput, writeOutput } from '../writes/write.shape.js';
import { changedMedication, medicationId, type ChangedMedication } from './changed-medication.js';
import { takeRefill } from './prescription.sql.js';
import { lockActive } from './prescriptions.js';

const TOOL = 'refill_medication';

/** Takes one of the refills that the prescriber allowed; it never allows new ones. */
export const refillMedication = defineTool({
  name: TOOL,
  title: 'Refill a prescription',
  description:
    'Takes one refill of an active prescription of one patient. When none is left, a new prescription is needed.',
  input: z.strictObject({ mrn, medication_id: medicationId, expected_version: expectedVersion, ...writeInput }),
  output: z.strictObject({ ...writeOutput, medication: changedMedication.describe('The prescription') }),
  permission: 'medication:write',
  audit: 'medication.refilled',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: false, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const { medication_id: asked, expected_version: version } = input;
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: false,
      work: async (manager) => {
        const { id, before, name, ...found } = await lockActive(manager, { medicationId: asked, patientId, version });
        if (found.refills_remaining === 0) throw new DomainError('ehr.medication.no_refills');
        const medication = await changedRow<ChangedMedication>(manager, takeRefill, [id]);
        const row = { tool: TOOL, patientId, target: 'medication', targetId: id, before } as const;
        await recordProvenance(manager, context, row);
        return { message: `${name} refilled; ${medication.refills_remaining} refills left`, medication };
      },
    });
  },
});
