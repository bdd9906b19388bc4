import { SearchRefused, type FhirQuery } from '@caregate/core-fhir';
import type { FhirRecordsRepository } from './fhir-records.repository.js';
import { fhirSources } from './fhir-sources.js';

/**
 * The one patient whom a search is about: named by a parameter, or by whom the asked-for resource belongs to. A search
 * across patients has no one relationship by which it could be decided, so there is none.
 */
export async function patientOf(query: FhirQuery, records: FhirRecordsRepository): Promise<string | undefined> {
  const references = query.conditions.filter((condition) => condition.kind === 'reference');
  const patient =
    references.find(({ name }) => name === 'patient' || name === 'subject') ??
    references.find(
      ({ name, anyOf }) => name === 'actor' && anyOf.some((reference) => reference.startsWith('Patient/')),
    );
  if (patient !== undefined) return ownerOfPatient(one(patient.anyOf), records);
  const target = references.find(({ name }) => name === 'target');
  if (target !== undefined) return ownerOfTarget(one(target.anyOf), records);
  const ids = query.conditions.find((condition) => condition.kind === 'token' && condition.name === '_id');
  if (ids?.kind === 'token' && !ids.not) return ownerOfResource(query, one(ids.anyOf).code ?? '', records);
  throw refused('required', 'Name the patient whom the search is about: patient, or _id of the resource.');
}

/** Nobody, where it is no patient that is referred to. */
async function ownerOfPatient(reference: string, records: FhirRecordsRepository): Promise<string | undefined> {
  const [type = '', id = ''] = reference.split('/');
  return type === 'Patient' ? records.ownerOf('patient', id) : undefined;
}

async function ownerOfResource(
  { type }: FhirQuery,
  id: string,
  records: FhirRecordsRepository,
): Promise<string | undefined> {
  for (const source of fhirSources.filter((candidate) => candidate.type === type)) {
    const owner = await records.ownerOf(source.table, source.rowOf?.(id) ?? id, source.written);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** Laboratory results have no provenance of their own; their report has. */
async function ownerOfTarget(reference: string, records: FhirRecordsRepository): Promise<string | undefined> {
  const [type = '', id = ''] = reference.split('/');
  const [source] = fhirSources.filter((candidate) => candidate.type === type);
  return source === undefined ? undefined : records.ownerOf(source.table, source.rowOf?.(id) ?? id);
}

function one<T>(values: readonly T[]): T {
  const [value, ...others] = values;
  if (value === undefined || others.length > 0) throw refused('not-supported', 'Search in one record at a time.');
  return value;
}

function refused(code: 'required' | 'not-supported', text: string): SearchRefused {
  return new SearchRefused([{ severity: 'error', code, text }]);
}
