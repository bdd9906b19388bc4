import type { FhirResource } from 'fhir/r4.js';
import { meetsDate } from './date-condition.js';
import type { Condition, FhirQuery, TokenValue } from './fhir-query.js';
import { comparePlaces, cursorOf, folded, placeIn, placeOf, type Place } from './place.js';
import { SearchRefused } from './search-refused.js';
import type { SearchParameters, Token } from './search-parameter.js';
import { servedTypes } from './served-types.js';

export interface QueryPage {
  readonly resources: readonly FhirResource[];
  readonly total: number;
  /** Begins the next page; none when this is the last. */
  readonly next: string | undefined;
}

/** Finds, sorts and pages among resources of the type that was asked for. */
export function runQuery(query: FhirQuery, resources: readonly FhirResource[], now: Date): QueryPage {
  // Every resource given here is of `query.type`: its own row of the table reads it.
  const parameters = servedTypes[query.type].parameters as SearchParameters<FhirResource>;
  const found = resources
    .filter((resource) => query.conditions.every((condition) => meets(condition, resource, parameters, now.getTime())))
    .map((resource) => ({ resource, place: placeOf(resource, query.sort, parameters) }))
    .toSorted((one, other) => comparePlaces(one.place, other.place, query.sort));
  if (query.summary === 'count') return { resources: [], total: found.length, next: undefined };
  const rest = found.slice(startOf(query, found));
  const page = rest.slice(0, query.count);
  const last = page.length < rest.length ? page.at(-1) : undefined;
  return { resources: page.map(({ resource }) => resource), total: found.length, next: last && cursorOf(last.place) };
}

/** Behind where the page before ended, whatever has become of what it ended with. */
function startOf({ cursor, sort }: FhirQuery, found: readonly { readonly place: Place }[]): number {
  if (cursor === undefined) return 0;
  const end = placeIn(cursor, sort);
  if (end === undefined)
    throw new SearchRefused([
      { severity: 'error', code: 'not-found', text: 'The page cannot be continued; begin the search anew.' },
    ]);
  const start = found.findIndex(({ place }) => comparePlaces(place, end, sort) > 0);
  return start < 0 ? found.length : start;
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

function meetsToken(
  { system, code }: TokenValue,
  token: Token,
  { anyCase = false }: { readonly anyCase?: boolean },
): boolean {
  const same = anyCase ? token.code?.toLowerCase() === code?.toLowerCase() : token.code === code;
  if (code !== undefined && !same) return false;
  if (system === undefined) return true;
  if (system === null) return token.system === undefined;
  return token.system === system || token.impliedSystem === system;
}

function meetsText({ match }: { match: 'begins' | 'exact' | 'contains' }, value: string, text: string): boolean {
  if (match === 'exact') return text === value;
  const [wanted, found] = [folded(value), folded(text)];
  return match === 'contains' ? found.includes(wanted) : found.startsWith(wanted);
}
