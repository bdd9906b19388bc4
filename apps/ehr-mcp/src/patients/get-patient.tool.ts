import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { orNull } from '../shape/or-null.js';
import { notFoundMessage } from './patient-not-found.js';

const text = (description: string) => orNull(z.string(), description);

const patient = z.strictObject({
  mrn: z.string().describe('Medical record number'),
  first_name: z.string().describe('Given name'),
  last_name: z.string().describe('Family name'),
  dob: z.string().describe('Date of birth, YYYY-MM-DD'),
  gender: z.string().describe('Administrative gender (FHIR): male, female, other or unknown'),
  email: text('E-mail address'),
  phone: text('Telephone number'),
  address: z
    .strictObject({ street: text('Street'), city: text('City'), state: text('State'), zip: text('Postal code') })
    .describe('Postal address'),
  insurance: orNull(
    z.strictObject({ provider: z.string(), policy_number: z.string().nullable() }),
    'Insurance: provider and policy_number',
  ),
});

/** Personal details of one patient. Minimum necessary: no social security number, no emergency contacts. */
export const getPatient = defineTool({
  name: 'get_patient',
  title: 'Get a patient',
  description:
    'Personal details of one patient by MRN: name, birth date, contact, insurance. Use search_patients first when only a name is known.',
  input: z.strictObject({ mrn }),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    patient: patient.describe('The patient'),
  }),
  permission: 'patient:read',
  audit: 'patient.read',
  hints: { readOnly: true, idempotent: true },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async ({ mrn: asked }, { patientId }, { patients }: EhrServices) => {
    const found = patientId === undefined ? undefined : await patients.byId(patientId);
    if (found === undefined) throw new DomainError('ehr.patient.not_found', { publicMessage: notFoundMessage(asked) });
    return { status: 'success', patient: found };
  },
});

export type PatientView = z.output<typeof patient>;
