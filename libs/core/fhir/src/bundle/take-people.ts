import type { FhirResource } from 'fhir/r4.js';
import type { PatientRecord } from '../records/patient.record.js';
import type { ProviderRecord } from '../records/provider.record.js';
import { readCoverage } from '../reading/coverage.reading.js';
import { readPatient } from '../reading/patient.reading.js';
import { readProvider, readRole } from '../reading/provider.reading.js';
import type { Entry, References } from '../reading/references.js';
import { slices } from '../reading/slices.js';
import { coverageOf, patientToFhir } from '../resources/patient.mapping.js';
import { providerToFhir, roleOf } from '../resources/provider.mapping.js';
import type { ImportDesk } from './import-desk.js';
import { takeEach } from './take-each.js';

/** Patients, each with the insurance that a Coverage states of them. */
export function takePatients(desk: ImportDesk, references: References): PatientRecord[] {
  const patients = takeEach(desk, 'Patient', readPatient, patientToFhir);
  const side = { type: 'Coverage', points: 'beneficiary', at: 'Patient', read: readCoverage, write: coverageOf };
  return patients.map((patient) => withSide(desk, references, patient, side));
}

/** Practitioners, each with the role that says specialty and department. */
export function takeProviders(desk: ImportDesk, references: References): ProviderRecord[] {
  const providers = takeEach(desk, 'Practitioner', readProvider, providerToFhir);
  const side = { type: 'PractitionerRole', points: 'practitioner', at: 'Practitioner', read: readRole, write: roleOf };
  return providers.map((provider) => withSide(desk, references, provider, side));
}

/** A second resource that fills columns of the same row. */
interface Side<T> {
  readonly type: string;
  /** Element that refers to the first resource, and the type of that. */
  readonly points: string;
  readonly at: string;
  readonly read: (entry: Entry, references: References) => Partial<T>;
  readonly write: (record: T) => FhirResource | undefined;
}

function withSide<T extends { readonly id: string }>(
  desk: ImportDesk,
  references: References,
  record: T,
  side: Side<T>,
): T {
  const [entry, ...others] = desk.open(side.type).filter(({ resource }) => {
    const pointer = slices.reference.safeParse(resource[side.points]).data;
    return references.idOf(pointer, side.at) === record.id;
  });
  if (entry === undefined) return record;
  for (const other of others) desk.refuse(other, '', 'the record keeps one of these');
  const read = desk.read(entry, (opened) => side.read(opened, references));
  if (read === undefined) return record;
  const whole = { ...record, ...read };
  const again = side.write(whole);
  if (again === undefined) desk.refuse(entry, '', 'it says nothing that the record could keep');
  else desk.taken(entry, again);
  return whole;
}
