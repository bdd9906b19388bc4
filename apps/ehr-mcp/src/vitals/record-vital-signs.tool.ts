import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { recordProvenance } from '../writes/provenance.js';
import { writeInput, writeOutput } from '../writes/write.shape.js';
import { measurements, refuseImplausible } from './measurements.js';

const TOOL = 'record_vital_signs';

/** Adds one recording; row, provenance and audit record are written together or not at all. */
export const recordVitalSigns = defineTool({
  name: TOOL,
  title: 'Record vital signs',
  description:
    'Adds one recording of vital signs, measured now, to one patient. Give at least one measurement, in the units named; the body mass index is computed. Repeat with the same idempotency_key when an answer was lost.',
  input: z.strictObject({ mrn, ...measurements, ...writeInput }),
  output: z.strictObject(writeOutput),
  permission: 'vitals:write',
  audit: 'vitals.recorded',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: false, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { vitalSigns, writes }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const { mrn: typed, idempotency_key: _key, dry_run: _dry, ...values } = input;
    refuseImplausible(values);
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: false,
      work: async (manager) => {
        const id = await vitalSigns.record(manager, { patientId, caller: context.caller, values });
        await recordProvenance(manager, context, { tool: TOOL, patientId, target: 'vital_sign', targetId: id });
        return { message: `Vital signs recorded for ${typed.trim()}` };
      },
    });
  },
});
