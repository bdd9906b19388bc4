import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { lockPatient } from '../appointments/booking.sql.js';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { dayIn } from '../shape/day-in.js';
import { mrn } from '../shape/mrn.js';
import { recordProvenance } from '../writes/provenance.js';
import { changedRow } from '../writes/changed-row.js';
import { expectedVersion, writeInput, writeOutput } from '../writes/write.shape.js';
import { changedMedication, medicationId, type ChangedMedication } from './changed-medication.js';
import { takeRefill } from './prescription.sql.js';
import { lockActive, warningsAgainst } from './prescriptions.js';
import { warningView } from './warning.view.js';

const TOOL = 'refill_medication';

/** Takes one of the refills that the prescriber allowed; it never allows new ones. */
export const refillMedication = defineTool({
  name: TOOL,
  title: 'Refill a prescription',
  description:
    'Takes one refill of an active prescription of one patient, and answers with what stands against it by now: allergies and drugs that came since. Tell the person before it is handed out. When no refill is left, a new prescription is needed.',
  input: z.strictObject({ mrn, medication_id: medicationId, expected_version: expectedVersion, ...writeInput }),
  output: z.strictObject({
    ...writeOutput,
    medication: changedMedication.describe('The prescription'),
    warnings: z.array(warningView).optional().describe('What stands against it'),
  }),
  permission: 'medication:write',
  audit: 'medication.refilled',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: false, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes, clinic }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const { medication_id: asked, expected_version: version } = input;
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: false,
      work: async (manager) => {
        // In the order of all that prescribes: two orders of locks would be a deadlock.
        await manager.query(lockPatient, [patientId]);
        const { id, before, name, route, ...found } = await lockActive(manager, {
          medicationId: asked,
          patientId,
          version,
        });
        if (found.refills_remaining === 0) throw new DomainError('ehr.medication.no_refills');
        const medication = await changedRow<ChangedMedication>(manager, takeRefill, [id]);
        const row = { tool: TOOL, patientId, target: 'medication', targetId: id, before } as const;
        await recordProvenance(manager, context, row);
        const day = dayIn(clinic.timeZone, new Date());
        const warnings = await warningsAgainst(manager, { name, route, id }, { patientId, day });
        const against = warnings.map((warning) => ` WARNING: ${warning.message}`).join('');
        const message = `${name} refilled; ${medication.refills_remaining} refills left.${against}`;
        return { message, medication, ...(warnings.length > 0 && { warnings }) };
      },
    });
  },
});
