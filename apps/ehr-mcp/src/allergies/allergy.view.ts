import { z } from 'zod';
import { orNull } from '../shape/or-null.js';

/** One allergy under the names of the older EHR server. */
export const allergyShape = {
  allergen: z.string().describe('What the patient reacts to'),
  reaction: orNull(z.string(), 'Reaction'),
  severity: orNull(z.string(), 'mild, moderate or severe'),
  onset_date: orNull(z.string(), 'Since when, YYYY-MM-DD'),
  code: orNull(z.string(), 'Code of the allergen, RxNorm or SNOMED CT'),
  status: z.string().describe('active, inactive, resolved or entered_in_error'),
  version: z.int().describe('Pass it as expected_version when you end or withdraw the allergy'),
  allergy_id: z.string().optional().describe('Names this entry where it is withdrawn'),
};

const allergy = z.strictObject(allergyShape);

export type AllergyView = z.output<typeof allergy>;
