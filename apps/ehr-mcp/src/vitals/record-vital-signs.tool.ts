import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { notFoundMessage } from '../patients/patient-not-found.js';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { measurements, refuseImplausible } from './measurements.js';

/** Adds one recording; the audit record is written in the same transaction as the row. */
export const recordVitalSigns = defineTool({
  name: 'record_vital_signs',
  title: 'Record vital signs',
  description:
    'Adds one recording of vital signs, measured now, to one patient. Give at least one measurement, in the units named; the body mass index is computed. Repeat with the same idempotency_key when an answer was lost.',
  input: z.strictObject({
    mrn,
    ...measurements,
    idempotency_key: z
      .string()
      .min(8)
      .max(100)
      .optional()
      .describe('Any unique text; a repeated call with the same one changes nothing and gets the first answer'),
  }),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    message: z.string().describe('What was done'),
  }),
  permission: 'vitals:write',
  audit: 'vitals.recorded',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: false, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async ({ mrn: asked, idempotency_key: key, ...values }, context, { vitalSigns }: EhrServices) => {
    const { patientId, caller, recordIn } = context;
    if (patientId === undefined)
      throw new DomainError('ehr.patient.not_found', { publicMessage: notFoundMessage(asked) });
    refuseImplausible(values);
    await vitalSigns.record({ patientId, caller, values, key }, recordIn);
    return { status: 'success', message: `Vital signs recorded for ${asked.trim()}` };
  },
});
