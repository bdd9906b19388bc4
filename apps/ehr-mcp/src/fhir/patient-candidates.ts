import {
  SearchRefused,
  systems,
  type Condition,
  type FhirQuery,
  type PatientRecord,
  type TokenValue,
} from '@caregate/core-fhir';
import type { Reach } from '@caregate/core-permissions';
import type { Patient } from '@caregate/data-models';
import { Brackets, type SelectQueryBuilder } from 'typeorm';
import { casesOf } from '../shape/mrn.js';
import { isUuid } from './is-uuid.js';
import type { FhirRecordsRepository } from './fhir-records.repository.js';

const CANDIDATES_MAX = 1_000;

/**
 * Patients within reach who may be meant; the search itself then looks closely. The database narrows by id, number, name
 * and day of birth, as far as it has an index for it.
 */
export async function patientCandidates(
  records: FhirRecordsRepository,
  query: FhirQuery,
  reach: Reach,
): Promise<readonly PatientRecord[]> {
  if (reach !== 'everybody' && reach.length === 0) return [];
  const narrowing = query.conditions.map(narrowBy).filter((narrow) => narrow !== undefined);
  if (reach === 'everybody' && narrowing.length === 0)
    throw refused('required', 'Name a patient: _id, identifier, name, family, given or birthdate.');
  const found = await records.patients((builder) => {
    if (reach !== 'everybody') builder.andWhere('patient.id = ANY(:reach)', { reach });
    narrowing.forEach((narrow, index) => narrow(builder, index));
  }, CANDIDATES_MAX + 1);
  if (found.length > CANDIDATES_MAX)
    throw refused('too-costly', 'Too many patients match; say more of the one you mean.');
  return found;
}

type Narrow = (builder: SelectQueryBuilder<Patient>, index: number) => void;

function narrowBy(condition: Condition): Narrow | undefined {
  if (condition.kind === 'token' && !condition.not) return byToken(condition);
  if (condition.kind === 'string' && ['name', 'family', 'given'].includes(condition.name)) return byName(condition);
  if (condition.kind === 'date' && condition.name === 'birthdate') return byBirthDate(condition);
  return undefined;
}

function byToken({ name, anyOf }: Extract<Condition, { kind: 'token' }>): Narrow | undefined {
  if (name === '_id') return byId(anyOf);
  // Of another system nobody here has an identifier, and without one neither: whoever is found is found by the others.
  const ours = anyOf.filter(({ system }) => system === undefined || system === systems.mrn);
  const codes = codesOf(ours);
  if (name !== 'identifier' || codes === undefined) return undefined;
  const mrns = codes.flatMap(casesOf);
  return (builder, index) => builder.andWhere(`patient.mrn = ANY(:mrns${index})`, { [`mrns${index}`]: mrns });
}

function byId(anyOf: readonly TokenValue[]): Narrow | undefined {
  const ids = codesOf(anyOf)?.filter(isUuid);
  return ids && ((builder, index) => builder.andWhere(`patient.id = ANY(:ids${index})`, { [`ids${index}`]: ids }));
}

/** `undefined` where one of them leaves the code open. */
function codesOf(values: readonly TokenValue[]): readonly string[] | undefined {
  const codes = values.flatMap(({ code }) => (code === undefined ? [] : [code]));
  return codes.length < values.length ? undefined : codes;
}

/** Part of either name: given names stand in one column, so the beginning of the second is somewhere within. */
function byName({ anyOf }: Extract<Condition, { kind: 'string' }>): Narrow {
  return (builder, index) =>
    builder.andWhere(
      new Brackets((either) => {
        anyOf.forEach((value, place) => {
          const key = `name${index}_${place}`;
          const pattern = `%${value.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
          either.orWhere(`lower(patient.first_name) LIKE :${key} OR lower(patient.last_name) LIKE :${key}`, {
            [key]: pattern,
          });
        });
      }),
    );
}

/** Only what begins and ends: whatever else is asked of the day, the search itself sees to it. */
function byBirthDate({ anyOf }: Extract<Condition, { kind: 'date' }>): Narrow | undefined {
  const periods = anyOf.flatMap(({ prefix, period }) => (prefix === 'eq' ? [period] : []));
  if (periods.length < anyOf.length) return undefined;
  return (builder, index) =>
    builder.andWhere(
      new Brackets((either) => {
        periods.forEach(({ from, until }, place) => {
          const key = `day${index}_${place}`;
          either.orWhere(`patient.birth_date >= :${key}from AND patient.birth_date < :${key}until`, {
            [`${key}from`]: new Date(from).toISOString().slice(0, 10),
            [`${key}until`]: new Date(until).toISOString().slice(0, 10),
          });
        });
      }),
    );
}

function refused(code: 'required' | 'too-costly', text: string): SearchRefused {
  return new SearchRefused([{ severity: 'error', code, text }]);
}
