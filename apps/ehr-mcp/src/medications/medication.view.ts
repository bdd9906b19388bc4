import { z } from 'zod';
import { orNull } from '../shape/or-null.js';

/** One prescription under the names of the older EHR server. */
export const medicationShape = {
  medication_id: z.string().describe('Identifier of the prescription'),
  name: z.string().describe('Drug'),
  dosage: z.string().describe('Dose'),
  frequency: z.string().describe('How often'),
  route: orNull(z.string(), 'Way of taking it'),
  prescribed_date: z.string().describe('Day of the prescription, YYYY-MM-DD'),
  prescriber: orNull(z.string(), 'Who prescribed it'),
  refills_remaining: z.int().describe('Refills left'),
  status: z.string().describe('active, discontinued, completed or entered_in_error'),
  rxnorm_code: orNull(z.string(), 'RxNorm code'),
  version: z.int().describe('Pass it as expected_version when you change the prescription'),
};

const medication = z.strictObject(medicationShape);

export type MedicationView = z.output<typeof medication>;
