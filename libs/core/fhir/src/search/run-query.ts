import type { FhirResource } from 'fhir/r4.js';
import { meetsDate } from './date-condition.js';
import type { Condition, FhirQuery, TokenValue } from './fhir-query.js';
import { comparePlaces, cursorOf, endOfPageBefore, folded, placeOf, type Place } from './place.js';
import type { SearchParameters, Token, TokenRules } from './search-parameter.js';
import { servedTypes } from './served-types.js';

export interface QueryPage {
  readonly resources: readonly FhirResource[];
  /** Nothing, where it is not to be counted. */
  readonly total: number | undefined;
  /** Begins the next page; none when this is the last. */
  readonly next: string | undefined;
}

/** What a search has found: how much in all, and of that what stands behind the page before, as far as a page reaches. */
export interface Matches<M extends { readonly place: Place }> {
  readonly total: number | undefined;
  readonly behind: readonly M[];
}

/** Finds, sorts and pages among resources of the type that was asked for. */
export function runQuery(query: FhirQuery, resources: readonly FhirResource[], now: Date): QueryPage {
  const { matches, total, next } = pageOf(query, [matchesAmong(query, resources, now)]);
  return { resources: matches.map(({ resource }) => resource), total, next };
}

export function matchesAmong(
  query: FhirQuery,
  resources: readonly FhirResource[],
  now: Date,
): Matches<{ readonly resource: FhirResource; readonly place: Place }> {
  // Every resource given here is of `query.type`: its own row of the table reads it.
  const parameters = servedTypes[query.type].parameters as SearchParameters<FhirResource>;
  const found = resources
    .filter((resource) => query.conditions.every((condition) => meets(condition, resource, parameters, now.getTime())))
    .map((resource) => ({ resource, place: placeOf(resource, query.sort, parameters) }));
  // Whatever has become of what the page before ended with.
  const end = endOfPageBefore(query);
  const behind = end === undefined ? found : found.filter(({ place }) => comparePlaces(place, end, query.sort) > 0);
  return { total: found.length, behind };
}

/** The page that begins what was found in several places. */
export function pageOf<M extends { readonly place: Place }>(query: FhirQuery, parts: readonly Matches<M>[]) {
  const total = query.isCounted ? parts.reduce((sum, part) => sum + (part.total ?? 0), 0) : undefined;
  if (query.summary === 'count') return { matches: [], total, next: undefined };
  const behind = parts
    .flatMap((part) => part.behind)
    .toSorted((one, other) => comparePlaces(one.place, other.place, query.sort));
  const matches = behind.slice(0, query.count);
  const last = matches.length < behind.length ? matches.at(-1) : undefined;
  return { matches, total, next: last && cursorOf(last.place) };
}

function meets(
  condition: Condition,
  resource: FhirResource,
  parameters: SearchParameters<FhirResource>,
  now: number,
): boolean {
  const parameter = parameters[condition.name];
  if (parameter === undefined) return false;
  if (condition.kind === 'missing') return (parameter.of(resource).length === 0) === condition.missing;
  if (condition.kind === 'token' && parameter.kind === 'token') {
    const holds = parameter
      .of(resource)
      .some((token) => condition.anyOf.some((value) => meetsToken(value, token, parameter)));
    return holds !== condition.not;
  }
  if (condition.kind === 'string' && parameter.kind === 'string')
    return parameter.of(resource).some((text) => condition.anyOf.some((value) => meetsText(condition, value, text)));
  if (condition.kind === 'date' && parameter.kind === 'date')
    return parameter.of(resource).some((period) => condition.anyOf.some((date) => meetsDate(date, period, now)));
  if (condition.kind === 'reference' && parameter.kind === 'reference')
    return parameter.of(resource).some((reference) => condition.anyOf.includes(reference));
  return false;
}

function meetsToken({ system, code }: TokenValue, token: Token, { anyCase, impliedSystem }: TokenRules): boolean {
  const same = anyCase ? token.code?.toLowerCase() === code?.toLowerCase() : token.code === code;
  if (code !== undefined && !same) return false;
  if (system === undefined) return true;
  if (system === null) return token.system === undefined;
  return token.system === system || impliedSystem === system;
}

function meetsText({ match }: { match: 'begins' | 'exact' | 'contains' }, value: string, text: string): boolean {
  if (match === 'exact') return text === value;
  const [wanted, found] = [folded(value), folded(text)];
  return match === 'contains' ? found.includes(wanted) : found.startsWith(wanted);
}
