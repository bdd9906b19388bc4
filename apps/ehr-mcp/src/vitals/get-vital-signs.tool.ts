import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { notFoundMessage } from '../patients/patient-not-found.js';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { orNull } from '../shape/or-null.js';

const RECORDINGS_MAX = 10;

const number = (description: string) => orNull(z.number(), description);

const recording = z.strictObject({
  recorded_date: z.string().describe('When measured, ISO 8601 in UTC'),
  blood_pressure: orNull(z.string(), 'Systolic/diastolic, mm[Hg]'),
  heart_rate: number('/min'),
  temperature: number('[degF]'),
  oxygen_saturation: number('%'),
  weight: number('[lb_av]'),
  bmi: number('kg/m2'),
  recorded_by: orNull(z.string(), 'Who measured'),
});

/** The last recordings of one patient, newest first. */
export const getVitalSigns = defineTool({
  name: 'get_vital_signs',
  title: 'Get vital signs',
  description:
    'The last 10 recordings of blood pressure, heart rate, temperature, oxygen saturation, weight and BMI of one patient, newest first.',
  input: z.strictObject({ mrn }),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    mrn: z.string().describe('Medical record number'),
    vital_signs: z.array(recording).describe('Newest first'),
  }),
  permission: 'vitals:read',
  audit: 'vitals.read',
  hints: { readOnly: true, idempotent: true },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async ({ mrn: asked }, { patientId }, { vitalSigns }: EhrServices) => {
    if (patientId === undefined)
      throw new DomainError('ehr.patient.not_found', { publicMessage: notFoundMessage(asked) });
    const recordings = await vitalSigns.latest(patientId, RECORDINGS_MAX);
    return { status: 'success', mrn: asked, vital_signs: recordings };
  },
});

export type RecordingView = z.output<typeof recording>;
