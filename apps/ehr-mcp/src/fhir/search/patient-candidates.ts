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
import { casesOf } from '../../shape/mrn.js';
import { isUuid } from '../../shape/is-uuid.js';
import type { FhirRecordsRepository } from '../sources/fhir-records.repository.js';

const CANDIDATES_MAX = 1_000;

/**
 * Patients within reach who may be meant; the search itself then looks closely. The database narrows by what stands in
 * its columns as it is asked for; whatever else is asked, and too many are left, is refused.
 */
export async function patientCandidates(
  records: FhirRecordsRepository,
  query: FhirQuery,
  reach: Reach,
): Promise<readonly PatientRecord[]> {
  if (reach !== 'everybody' && reach.length === 0) return [];
  const narrowing = query.conditions.map(narrowBy).filter((narrow) => narrow !== undefined);
  if (reach === 'everybody' && query.conditions.length === 0)
    throw refused('required', 'Say something of the patient who is meant, such as identifier, name or birthdate.');
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
  if (condition.kind === 'string') return byWords(condition);
  if (condition.kind === 'date' && condition.name === 'birthdate') return byBirthDate(condition);
  return undefined;
}

function byToken({ name, anyOf }: Extract<Condition, { kind: 'token' }>): Narrow | undefined {
  if (name === '_id') return byId(anyOf);
  if (name === 'identifier') return byNumber(anyOf);
  if (name === 'gender') return byGender(anyOf);
  return ['phone', 'email', 'telecom'].includes(name) ? byContact(anyOf) : undefined;
}

function byNumber(anyOf: readonly TokenValue[]): Narrow | undefined {
  // Of another system nobody here has an identifier, and without one neither: whoever is found is found by the others.
  const codes = codesOf(anyOf.filter(({ system }) => system === undefined || system === systems.mrn));
  const mrns = codes?.flatMap(casesOf);
  return mrns && ((builder, index) => builder.andWhere(`patient.mrn = ANY(:mrns${index})`, { [`mrns${index}`]: mrns }));
}

function byGender(anyOf: readonly TokenValue[]): Narrow | undefined {
  const genders = codesOf(anyOf);
  return (
    genders &&
    ((builder, index) => builder.andWhere(`patient.gender = ANY(:genders${index})`, { [`genders${index}`]: genders }))
  );
}

/** In any case, as the search itself compares them. */
function byContact(anyOf: readonly TokenValue[]): Narrow | undefined {
  const values = codesOf(anyOf)?.map((code) => code.toLowerCase());
  return (
    values &&
    ((builder, index) =>
      builder.andWhere(
        `(lower(patient.email) = ANY(:contacts${index}) OR lower(patient.phone) = ANY(:contacts${index}))`,
        {
          [`contacts${index}`]: values,
        },
      ))
  );
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

const names = ['first_name', 'last_name'];
const columnsOf: Readonly<Record<string, readonly string[]>> = {
  name: names,
  family: names,
  given: names,
  address: ['street', 'city', 'state', 'zip_code'],
  'address-city': ['city'],
  'address-state': ['state'],
  'address-postalcode': ['zip_code'],
};

const wholeNames = ["patient.first_name || ' ' || patient.last_name", "patient.last_name || ' ' || patient.first_name"];

/** A pattern of the words anywhere. Escaped when they are folded: a wide sign of percent becomes one of the pattern's. */
const within = (words: string) => String.raw`'%' || regexp_replace(ehr.folded(${words}), '[\\%_]', '\\\&', 'g') || '%'`;

/** Part of any of the columns: given names stand in one, so the beginning of the second is somewhere within. */
function byWords({ name, anyOf }: Extract<Condition, { kind: 'string' }>): Narrow | undefined {
  const columns = columnsOf[name]?.map((column) => `patient.${column}`);
  if (columns === undefined) return undefined;
  return (builder, index) =>
    builder.andWhere(
      new Brackets((either) => {
        anyOf.forEach((value, place) => {
          const key = `words${index}_${place}`;
          const places = name === 'name' && value.includes(' ') ? wholeNames : columns;
          const matches = places.map((text) => `ehr.folded(${text}) LIKE ${within(`:${key}`)}`);
          either.orWhere(matches.join(' OR '), { [key]: value });
        });
      }),
    );
}

type DateCondition = Extract<Condition, { kind: 'date' }>;

/** Of each prefix the ends beyond which no day can meet it; the search itself sees to the rest. */
const ends: Readonly<Partial<Record<DateCondition['anyOf'][number]['prefix'], readonly ('from' | 'until')[]>>> = {
  eq: ['from', 'until'],
  ge: ['from'],
  gt: ['from'],
  sa: ['from'],
  le: ['until'],
  lt: ['until'],
  eb: ['until'],
};

function byBirthDate({ anyOf }: DateCondition): Narrow | undefined {
  if (anyOf.some(({ prefix }) => ends[prefix] === undefined)) return undefined;
  return (builder, index) =>
    builder.andWhere(
      new Brackets((either) => {
        anyOf.forEach(({ prefix, period }, place) => {
          const sides = ends[prefix] ?? [];
          const named = sides.map((side) => ({ side, key: `day${index}_${place}${side}` }));
          const sql = named.map(({ side, key }) => `patient.birth_date ${side === 'from' ? '>=' : '<'} :${key}`);
          const days = named.map(({ side, key }) => [key, dayAt(period[side], side)]);
          either.orWhere(sql.join(' AND '), Object.fromEntries(days));
        });
      }),
    );
}

/** The day of a time; as an end, the first that lies wholly behind it. */
function dayAt(time: number, side: 'from' | 'until'): string {
  const day = 86_400_000;
  return new Date(side === 'from' ? time : Math.ceil(time / day) * day).toISOString().slice(0, 10);
}

function refused(code: 'required' | 'too-costly', text: string): SearchRefused {
  return new SearchRefused([{ severity: 'error', code, text }]);
}
