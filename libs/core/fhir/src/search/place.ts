import type { FhirResource } from 'fhir/r4.js';
import type { FhirQuery, SortRule } from './fhir-query.js';
import type { SearchParameter, SearchParameters } from './search-parameter.js';
import { SearchRefused } from './search-refused.js';
import { servedTypes } from './served-types.js';

type Key = string | number;

/** Where in an order by time what has none stands. */
export const BEFORE_ALL_TIME = Number.MIN_SAFE_INTEGER;

/** Where a resource stands among others: by what it is sorted, and its id, so that the pages of one search never overlap. */
export type Place = readonly Key[];

export function placeOf(
  resource: FhirResource,
  rules: readonly SortRule[],
  parameters: SearchParameters<FhirResource>,
): Place {
  const keys = rules.map(({ by }) => {
    const parameter = parameters[by];
    return parameter === undefined ? '' : sortKey(parameter, resource);
  });
  return [...keys, resource.id ?? ''];
}

export function comparePlaces(one: Place, other: Place, rules: readonly SortRule[]): number {
  for (const [index, key] of one.entries()) {
    const compared = compareKeys(key, other[index] ?? '');
    if (compared !== 0) return rules[index]?.descending === true ? -compared : compared;
  }
  return 0;
}

/** A place as a link holds it: it is found again when what stood there has changed since, or is found no more. */
export function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Where the page before ended; nothing where this is the first. */
export function endOfPageBefore({ type, cursor, sort }: FhirQuery): Place | undefined {
  if (cursor === undefined) return undefined;
  const place = parsed(Buffer.from(cursor, 'base64url').toString());
  const kinds = [...sort.map(({ by }) => servedTypes[type].parameters[by]?.kind), undefined];
  if (Array.isArray(place) && place.length === kinds.length && place.every((key, index) => isKey(key, kinds[index])))
    return place;
  throw new SearchRefused([
    { severity: 'error', code: 'not-found', text: 'The page cannot be continued; begin the search anew.' },
  ]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isKey(value: unknown, kind: SearchParameter<FhirResource>['kind'] | undefined): value is Key {
  return typeof value === (kind === 'date' ? 'number' : 'string');
}

function sortKey(parameter: SearchParameter<FhirResource>, resource: FhirResource): Key {
  if (parameter.kind === 'token') return parameter.of(resource)[0]?.code ?? '';
  if (parameter.kind === 'date') return parameter.of(resource)[0]?.from ?? BEFORE_ALL_TIME;
  return folded(parameter.of(resource)[0] ?? '');
}

/** Case and accents do not count in a search by words (FHIR R4 search.html#string), nor which apostrophe was typed. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[\u2018\u2019\u02BC]/g, "'")
    .toLowerCase();
}

function compareKeys(one: Key, other: Key): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
