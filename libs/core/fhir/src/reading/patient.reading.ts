import { z } from 'zod';
import type { PatientRecord } from '../records/patient.record.js';
import { systems } from '../terms/systems.js';
import { inOrderOfUse } from './in-order-of-use.js';
import { codeIn, contactOf, dayOf, revisionOf, textOf } from './elements.js';
import type { Entry } from './references.js';
import { slices, type ExtensionSlice, type IdentifierSlice } from './slices.js';
import { needed } from './unreadable.js';

const patientSlice = z.looseObject({
  meta: slices.meta,
  extension: slices.extensions,
  identifier: slices.identifiers,
  active: z.boolean().optional(),
  name: slices.names,
  telecom: slices.telecom,
  gender: z.enum(['male', 'female', 'other', 'unknown']).optional(),
  birthDate: z.string().optional(),
  address: z
    .array(
      z.looseObject({
        ...slices.dated,
        line: z.array(slices.text).optional(),
        city: slices.text.optional(),
        state: slices.text.optional(),
        postalCode: slices.text.optional(),
      }),
    )
    .optional(),
  contact: z
    .array(
      z.looseObject({
        relationship: slices.concepts,
        name: z.looseObject({ text: slices.text.optional() }).optional(),
        telecom: slices.telecom,
      }),
    )
    .optional(),
});

export function readPatient(entry: Entry): PatientRecord {
  const patient = patientSlice.parse(entry.resource);
  const [name] = inOrderOfUse(patient.name, ['official', 'usual']);
  const [address] = inOrderOfUse(patient.address);
  const contact = patient.contact?.[0];
  return {
    id: entry.id,
    mrn: needed(medicalRecordNumber(patient.identifier), 'identifier', 'no medical record number (type MR)'),
    firstName: needed(name?.given?.join(' ') ?? name?.text, 'name'),
    lastName: needed(name?.family ?? name?.text, 'name'),
    birthDate: needed(dayOf(patient.birthDate), 'birthDate', 'the whole date of birth is needed'),
    gender: patient.gender ?? sexIn(patient.extension) ?? 'unknown',
    email: contactOf(patient.telecom, 'email'),
    phone: contactOf(patient.telecom, 'phone'),
    street: address?.line?.join('\n') ?? null,
    city: address?.city ?? null,
    state: address?.state ?? null,
    zipCode: address?.postalCode ?? null,
    ...noInsurance,
    emergencyContactName: contact?.name?.text ?? null,
    emergencyContactRelationship: textOf(contact?.relationship?.[0]),
    emergencyContactPhone: contactOf(contact?.telecom, 'phone'),
    active: patient.active ?? true,
    ...revisionOf(patient.meta),
  };
}

const noInsurance = { insuranceProvider: null, policyNumber: null, groupNumber: null };

/** Our own number first, then whatever is marked as a medical record number elsewhere (HL7 v2 table 0203). */
function medicalRecordNumber(identifiers: readonly IdentifierSlice[] | undefined): string | undefined {
  const own = identifiers?.find(({ system }) => system === systems.mrn);
  const foreign = identifiers?.find(({ type }) => codeIn(type, systems.identifierType) === 'MR');
  return (own ?? foreign)?.value;
}

const usCore = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core';
const sexes: Readonly<Record<string, PatientRecord['gender']>> = {
  // SNOMED CT, and HL7 v3 AdministrativeGender of birth sex.
  '248153007': 'male',
  '248152002': 'female',
  M: 'male',
  F: 'female',
};

/** US Core says the sex by an extension, since its version 8 there alone: ranges of reference depend on it. */
function sexIn(extensions: ExtensionSlice): PatientRecord['gender'] | undefined {
  const said = ['individual-sex', 'sex', 'birthsex'].map((name) =>
    extensions?.find(({ url }) => url === `${usCore}-${name}`),
  );
  const codes = said.map((extension) => extension?.valueCoding?.code ?? extension?.valueCode);
  return codes.map((code) => sexes[code ?? '']).find((sex) => sex !== undefined);
}
