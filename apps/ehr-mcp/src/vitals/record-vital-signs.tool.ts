import { line } from '@caregate/core-contracts';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { fineAgeAt } from '../clinical/age-at.js';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { recordProvenance } from '../writes/provenance.js';
import { expectedVersion, writeInput, writeOutput } from '../writes/write.shape.js';
import { dayIn } from '../shape/day-in.js';
import { correctRecording } from './correct-recording.js';
import { criticalAmong } from './critical-among.js';
import { measurements, refuseImplausible } from './measurements.js';
import { namedBy, recordingName } from './recording-name.js';

const TOOL = 'record_vital_signs';

/** Adds one recording, or corrects an earlier one; row, provenance and audit record are written together or not at all. */
export const recordVitalSigns = defineTool({
  name: TOOL,
  title: 'Record vital signs',
  description:
    'Adds one recording of vital signs, measured now, to one patient. Give at least one measurement, in the units named; the body mass index is computed. Repeat with the same idempotency_key when an answer was lost. To correct an earlier recording, give its recording_id as corrects, the values that were wrong, and correction_reason.',
  input: z
    .strictObject({
      mrn,
      ...measurements,
      corrects: recordingName
        .optional()
        .describe('recording_id of what was wrong, or its recorded_date: what is given here is written over it'),
      correction_reason: line(5, 500)
        .optional()
        .describe('Why that was wrong, with corrects; what it said before is kept'),
      expected_version: expectedVersion,
      ...writeInput,
    })
    .refine(
      ({ corrects, correction_reason: reason }) => (corrects === undefined) === (reason === undefined),
      'corrects and correction_reason go together',
    )
    .refine(
      ({ corrects, expected_version: version }) => corrects !== undefined || version === undefined,
      'expected_version goes with corrects',
    ),
  output: z.strictObject({
    ...writeOutput,
    // Answers that were kept for a repeated key before it was told have none.
    recording_id: z.string().optional().describe('Identifier of the recording; after a dry run a new one is not taken'),
  }),
  permission: 'vitals:write',
  audit: 'vitals.recorded',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: false, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { vitalSigns, labs, clinic, writes }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const { mrn: typed, corrects, correction_reason: reason, expected_version: version, ...rest } = input;
    const { idempotency_key: _key, dry_run: _dry, ...values } = rest;
    const facts = await labs.factsOf(patientId);
    refuseImplausible(values, fineAgeAt(facts.birth_date, dayIn(clinic.timeZone, new Date())));
    const criticalAt = (time: Date) => criticalAmong(values, dayIn(clinic.timeZone, time), facts);
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: false,
      work: async (manager) => {
        const row = { tool: TOOL, patientId, target: 'vital_sign' } as const;
        if (corrects !== undefined) {
          const recording = namedBy(corrects);
          const correction = { patientId, recording, values, version };
          const { id: targetId, time, before } = await correctRecording(manager, correction);
          await recordProvenance(manager, context, { ...row, targetId, before, reason });
          const message = `Vital signs of ${time} corrected for ${typed.trim()}${criticalAt(new Date(time))}`;
          return { message, recording_id: targetId };
        }
        const targetId = await vitalSigns.record(manager, { patientId, caller: context.caller, values });
        await recordProvenance(manager, context, { ...row, targetId });
        const message = `Vital signs recorded for ${typed.trim()}${criticalAt(new Date())}`;
        return { message, recording_id: targetId };
      },
    });
  },
});
