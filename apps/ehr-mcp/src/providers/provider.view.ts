import { z } from 'zod';
import { orNull } from '../shape/or-null.js';

export const providerView = z.strictObject({
  npi: z.string().describe('National Provider Identifier'),
  name: z.string().describe('Name'),
  specialty: z.string().describe('Specialty'),
  department: z.string().describe('Department'),
  phone: orNull(z.string(), 'Telephone number'),
  email: orNull(z.string(), 'E-mail address'),
  accepting_new_patients: z.boolean().describe('Whether new patients are taken'),
});

export type ProviderView = z.output<typeof providerView>;
