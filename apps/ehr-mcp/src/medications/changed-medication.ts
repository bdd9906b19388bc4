import { z } from 'zod';
import { recordKey } from '../shape/record-key.js';

export const medicationId = recordKey('Identifier of the prescription, such as MED1A2B3C; get_medications tells it');

export const changedMedication = z.strictObject({
  medication_id: z.string().describe('Identifier of the prescription'),
  name: z.string().describe('Drug'),
  status: z.string().describe('active or discontinued'),
  refills_remaining: z.int().describe('Refills left'),
  version: z.int().describe('Pass it as expected_version when you change the prescription'),
});

export type ChangedMedication = z.output<typeof changedMedication>;
