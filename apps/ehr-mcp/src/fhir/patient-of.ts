import { SearchRefused, type FhirQuery } from '@caregate/core-fhir';
import type { FhirRecordsRepository } from './fhir-records.repository.js';
import { fhirSources } from './fhir-sources.js';

/**
 * The one patient whom a search is about: named by a parameter, or by whom the asked-for resource belongs to. A search
 * across patients has no one relationship by which it could be decided, so there is none.
 */
export async function patientOf(query: FhirQuery, records: FhirRecordsRepository): Promise<string | undefined> {
  for (const condition of query.conditions) {
    if (condition.kind === 'reference' && ['patient', 'subject'].includes(condition.name))
      return records.ownerOf('patient', idIn(one(condition.anyOf)));
    if (condition.kind === 'reference' && condition.name === 'actor' && one(condition.anyOf).startsWith('Patient/'))
      return records.ownerOf('patient', idIn(one(condition.anyOf)));
    if (condition.kind === 'reference' && condition.name === 'target')
      return ownerOfTarget(one(condition.anyOf), records);
    if (condition.kind === 'token' && condition.name === '_id' && !condition.not)
      return ownerOfResource(query, one(condition.anyOf).code ?? '', records);
  }
  throw refused('required', 'Name the patient whom the search is about: patient, or _id of the resource.');
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

function idIn(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}

function refused(code: 'required' | 'not-supported', text: string): SearchRefused {
  return new SearchRefused([{ severity: 'error', code, text }]);
}
