import type { Coverage, Patient, PatientContact } from 'fhir/r4.js';
import type { PatientRecord } from '../records/patient.record.js';
import { compact } from '../terms/compact.js';
import { coded, metaOf, reference, unknownElement } from '../terms/elements.js';
import { systems } from '../terms/systems.js';

/** US Core 5.0.1 Patient. The social security number stays out of it, and insurance is `coverageOf`. */
export function patientToFhir(record: PatientRecord): Patient {
  return compact<Patient>({
    resourceType: 'Patient',
    id: record.id,
    meta: metaOf(record),
    identifier: [{ use: 'usual', type: coded(systems.identifierType, 'MR'), system: systems.mrn, value: record.mrn }],
    active: record.active,
    name: [{ use: 'official', family: record.lastName, given: givenNames(record.firstName) }],
    telecom: telecom(record.phone, record.email),
    gender: record.gender,
    birthDate: record.birthDate,
    address: [
      {
        line: lines(record.street),
        city: record.city ?? undefined,
        state: record.state ?? undefined,
        postalCode: record.zipCode ?? undefined,
      },
    ],
    contact: emergencyContact(record),
  });
}

/** R4 keeps insurance outside Patient: one Coverage, or none where the row holds nothing of it. */
export function coverageOf(record: PatientRecord): Coverage | undefined {
  const { insuranceProvider, policyNumber, groupNumber } = record;
  if (insuranceProvider === null && policyNumber === null && groupNumber === null) return undefined;
  return compact<Coverage>({
    resourceType: 'Coverage',
    id: `${record.id}-coverage`,
    meta: metaOf({ updatedAt: record.updatedAt }),
    status: 'active',
    subscriberId: policyNumber ?? undefined,
    beneficiary: reference('Patient', record.id),
    payor: [insuranceProvider === null ? unknownElement() : { display: insuranceProvider }],
    class: groupNumber === null ? undefined : [{ type: coded(systems.coverageClass, 'group'), value: groupNumber }],
  });
}

/** FHIR R4 HumanName.given is one entry per name; only where the row can be put together again from them. */
function givenNames(firstName: string): string[] {
  const names = firstName.split(' ');
  return names.includes('') ? [firstName] : names;
}

export function telecom(phone: string | null, email: string | null) {
  return [
    ...(phone === null ? [] : [{ system: 'phone' as const, value: phone }]),
    ...(email === null ? [] : [{ system: 'email' as const, value: email }]),
  ];
}

function lines(street: string | null): string[] {
  return street === null ? [] : [street];
}

/** Invariant pat-1: a contact has at least a name, telecom, address or organization. */
function emergencyContact(record: PatientRecord): PatientContact[] {
  const { emergencyContactName: name, emergencyContactPhone: phone, emergencyContactRelationship: relation } = record;
  if (name === null && phone === null && relation === null) return [];
  return [
    {
      relationship: relation === null ? [] : [{ text: relation }],
      name: name === null ? unknownElement() : { text: name },
      telecom: telecom(phone, null),
    },
  ];
}
