import { isServed, SearchRefused, type FhirQuery } from '@caregate/core-fhir';
import type { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { fhirSources } from '../sources/fhir-sources.js';

/** Each is decided upon and recorded by itself. */
const PATIENTS_MAX = 20;

/**
 * The patients whom a search is about: named by a parameter, or by whom the asked-for resources belong to; `undefined` is
 * somebody who does not exist. A search across patients has no relationship by which it could be decided, so there is none.
 */
export async function patientsOf(
  query: FhirQuery,
  records: FhirRecordsRepository,
): Promise<readonly (string | undefined)[]> {
  const owners = new Set<string | undefined>();
  for (const ownerOf of namedIn(query)) {
    owners.add(await ownerOf(records));
    if (owners.size > PATIENTS_MAX) throw refused('too-costly', 'Search in fewer records at a time.');
  }
  return [...owners];
}

type OwnerOf = (records: FhirRecordsRepository) => Promise<string | undefined>;

function namedIn({ type, conditions }: FhirQuery): readonly OwnerOf[] {
  const references = conditions.filter((condition) => condition.kind === 'reference');
  const patient =
    references.find(({ name }) => name === 'patient' || name === 'subject') ??
    references.find(
      ({ name, anyOf }) => name === 'actor' && anyOf.some((reference) => reference.startsWith('Patient/')),
    );
  if (patient !== undefined) return patient.anyOf.map((reference) => (records) => ownerOfPatient(reference, records));
  const target = references.find(({ name }) => name === 'target');
  if (target !== undefined) return target.anyOf.map((reference) => (records) => ownerOfTarget(reference, records));
  const ids = conditions.find((condition) => condition.kind === 'token' && condition.name === '_id');
  if (ids?.kind === 'token' && !ids.not)
    return ids.anyOf.map(
      ({ code = '' }) =>
        (records) =>
          ownerOfResource(type, code, records),
    );
  throw refused('required', 'Name the patient whom the search is about: patient, or _id of the resource.');
}

/** Nobody, where it is no patient that is referred to. */
async function ownerOfPatient(reference: string, records: FhirRecordsRepository): Promise<string | undefined> {
  const [type = '', id = ''] = reference.split('/');
  return type === 'Patient' ? records.ownerOf('patient', id) : undefined;
}

async function ownerOfResource(
  type: FhirQuery['type'],
  id: string,
  records: FhirRecordsRepository,
): Promise<string | undefined> {
  for (const source of fhirSources.filter((candidate) => candidate.type === type)) {
    const owner = await records.ownerOf(source.table, source.rowOf?.(id) ?? id, source.written);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

async function ownerOfTarget(reference: string, records: FhirRecordsRepository): Promise<string | undefined> {
  const [type = '', id = ''] = reference.split('/');
  return isServed(type) ? ownerOfResource(type, id, records) : undefined;
}

function refused(code: 'required' | 'too-costly', text: string): SearchRefused {
  return new SearchRefused([{ severity: 'error', code, text }]);
}
