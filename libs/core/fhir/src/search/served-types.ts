import type {
  AllergyIntolerance,
  Appointment,
  DiagnosticReport,
  HumanName,
  MedicationRequest,
  Observation,
  Patient,
  Practitioner,
  Provenance,
} from 'fhir/r4.js';
import { looksAt, ofEveryType } from './looks-at.js';
import type { SearchParameters } from './search-parameter.js';

type ServedResource =
  | AllergyIntolerance
  | Appointment
  | DiagnosticReport
  | MedicationRequest
  | Observation
  | Patient
  | Practitioner
  | Provenance;

export type ServedType = ServedResource['resourceType'];

export interface Served<R> {
  readonly parameters: SearchParameters<R>;
  /** Elements that R4 marks Σ, of those that we write: what `_summary=true` leaves. */
  readonly summary: readonly string[];
  /** Elements that R4 requires, some by an invariant (app-3, ait-1) or because they change what the rest means: no `_elements` takes them away. */
  readonly required: readonly string[];
  readonly profiles: readonly string[];
  readonly operations?: readonly { readonly name: string; readonly definition: string }[];
}

const fhir = 'http://hl7.org/fhir';
const core = `${fhir}/StructureDefinition`;

/** The one table: what is served, by what it is found, and how it is cut short. CapabilityStatement and parser read it. */
export const servedTypes: { readonly [T in ServedType]: Served<Extract<ServedResource, { resourceType: T }>> } = {
  Patient: {
    parameters: {
      ...ofEveryType,
      identifier: looksAt.identifiers(({ identifier }) => identifier),
      name: looksAt.words(({ name = [] }) => name.flatMap(partsOf)),
      family: looksAt.words(({ name = [] }) => name.map(({ family }) => family)),
      given: looksAt.words(({ name = [] }) => name.flatMap(({ given = [] }) => given)),
      birthdate: looksAt.moment(({ birthDate }) => birthDate),
      gender: looksAt.code(({ gender }) => gender, `${fhir}/administrative-gender`),
      phone: looksAt.contacts('phone', ({ telecom }) => telecom),
      email: looksAt.contacts('email', ({ telecom }) => telecom),
      telecom: looksAt.contacts(undefined, ({ telecom }) => telecom),
      address: looksAt.words(({ address = [] }) =>
        address.flatMap(({ line = [], city, state, postalCode }) => [...line, city, state, postalCode]),
      ),
      'address-city': looksAt.words(({ address = [] }) => address.map(({ city }) => city)),
      'address-state': looksAt.words(({ address = [] }) => address.map(({ state }) => state)),
      'address-postalcode': looksAt.words(({ address = [] }) => address.map(({ postalCode }) => postalCode)),
      active: looksAt.code(({ active }) => (active === undefined ? undefined : String(active))),
    },
    summary: ['identifier', 'active', 'name', 'telecom', 'gender', 'birthDate', 'address'],
    required: [],
    profiles: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient'],
    operations: [{ name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' }],
  },
  Observation: {
    parameters: {
      ...ofEveryType,
      patient: looksAt.references(['Patient'], ({ subject }) => [subject]),
      subject: looksAt.references(['Patient'], ({ subject }) => [subject]),
      category: looksAt.concepts(({ category }) => category),
      code: looksAt.concepts(({ code }) => [code]),
      date: looksAt.moment(({ effectiveDateTime }) => effectiveDateTime),
      status: looksAt.code(({ status }) => status, `${fhir}/observation-status`),
      'has-member': looksAt.references(['Observation'], ({ hasMember = [] }) => hasMember),
    },
    summary: [
      'status',
      'code',
      'subject',
      'effectiveDateTime',
      'performer',
      'valueQuantity',
      'valueRange',
      'valueRatio',
      'valueString',
      'hasMember',
      'component',
    ],
    required: ['status', 'code'],
    profiles: [`${core}/vitalsigns`],
  },
  MedicationRequest: {
    parameters: {
      ...ofEveryType,
      identifier: looksAt.identifiers(({ identifier }) => identifier),
      patient: looksAt.references(['Patient'], ({ subject }) => [subject]),
      subject: looksAt.references(['Patient'], ({ subject }) => [subject]),
      status: looksAt.code(({ status }) => status, `${fhir}/CodeSystem/medicationrequest-status`),
      intent: looksAt.code(({ intent }) => intent, `${fhir}/CodeSystem/medicationrequest-intent`),
      code: looksAt.concepts(({ medicationCodeableConcept }) => [medicationCodeableConcept]),
      authoredon: looksAt.moment(({ authoredOn }) => authoredOn),
      requester: looksAt.references(['Practitioner'], ({ requester }) => [requester]),
    },
    summary: ['status', 'intent', 'medicationCodeableConcept', 'subject', 'authoredOn', 'requester'],
    required: ['status', 'intent', 'medicationCodeableConcept', 'subject'],
    profiles: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-medicationrequest'],
  },
  AllergyIntolerance: {
    parameters: {
      ...ofEveryType,
      patient: looksAt.references(['Patient'], ({ patient }) => [patient]),
      'clinical-status': looksAt.concepts(({ clinicalStatus }) => [clinicalStatus]),
      'verification-status': looksAt.concepts(({ verificationStatus }) => [verificationStatus]),
      code: looksAt.concepts(({ code }) => [code]),
    },
    summary: ['clinicalStatus', 'verificationStatus', 'code', 'patient'],
    required: ['patient', 'clinicalStatus', 'verificationStatus'],
    profiles: [],
  },
  Appointment: {
    parameters: {
      ...ofEveryType,
      identifier: looksAt.identifiers(({ identifier }) => identifier),
      patient: looksAt.references(['Patient'], ({ participant }) => participant.map(({ actor }) => actor)),
      practitioner: looksAt.references(['Practitioner'], ({ participant }) => participant.map(({ actor }) => actor)),
      actor: looksAt.references(['Patient', 'Practitioner'], ({ participant }) =>
        participant.map(({ actor }) => actor),
      ),
      date: looksAt.moment(({ start }) => start),
      status: looksAt.code(({ status }) => status, `${fhir}/appointmentstatus`),
    },
    summary: ['identifier', 'status', 'serviceType', 'appointmentType', 'reasonCode', 'start', 'end'],
    required: ['status', 'participant', 'start', 'end'],
    profiles: [],
  },
  Practitioner: {
    parameters: {
      ...ofEveryType,
      identifier: looksAt.identifiers(({ identifier }) => identifier),
      name: looksAt.words(({ name = [] }) => name.flatMap(partsOf)),
      family: looksAt.words(({ name = [] }) => name.map(({ family }) => family)),
      phone: looksAt.contacts('phone', ({ telecom }) => telecom),
      email: looksAt.contacts('email', ({ telecom }) => telecom),
      telecom: looksAt.contacts(undefined, ({ telecom }) => telecom),
    },
    summary: ['identifier', 'name', 'telecom'],
    required: [],
    profiles: [],
  },
  DiagnosticReport: {
    parameters: {
      ...ofEveryType,
      identifier: looksAt.identifiers(({ identifier }) => identifier),
      patient: looksAt.references(['Patient'], ({ subject }) => [subject]),
      subject: looksAt.references(['Patient'], ({ subject }) => [subject]),
      category: looksAt.concepts(({ category }) => category),
      code: looksAt.concepts(({ code }) => [code]),
      date: looksAt.moment(({ effectiveDateTime }) => effectiveDateTime),
      issued: looksAt.moment(({ issued }) => issued),
      result: looksAt.references(['Observation'], ({ result = [] }) => result),
      status: looksAt.code(({ status }) => status, `${fhir}/diagnostic-report-status`),
    },
    summary: ['identifier', 'status', 'category', 'code', 'subject', 'effectiveDateTime', 'issued'],
    required: ['status', 'code'],
    profiles: [],
  },
  Provenance: {
    parameters: {
      ...ofEveryType,
      target: looksAt.references(
        ['Observation', 'Patient', 'MedicationRequest', 'AllergyIntolerance', 'Appointment', 'DiagnosticReport'],
        ({ target }) => target,
      ),
      recorded: looksAt.moment(({ recorded }) => recorded),
    },
    summary: ['target', 'recorded'],
    required: ['target', 'recorded', 'agent'],
    profiles: [],
  },
};

export function isServed(type: string): type is ServedType {
  return Object.hasOwn(servedTypes, type);
}

/** Each part, by the first of which a page is sorted, and the whole in either order, as people write it into one field. */
function partsOf({ family, given = [], text }: HumanName): readonly (string | undefined)[] {
  return [family, text, ...given, [...given, family].join(' ').trim(), [family, ...given].join(' ').trim()];
}
