import type { FhirResource } from 'fhir/r4.js';
import { meetsDate } from './date-condition.js';
import type { Condition, FhirQuery, SortRule, TokenValue } from './fhir-query.js';
import { SearchRefused } from './search-refused.js';
import type { SearchParameter, SearchParameters, Token } from './search-parameter.js';
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
    .toSorted(order(query.sort, parameters));
  const start = startOf(query.cursor, found);
  const page = query.summary === 'count' ? [] : found.slice(start, start + query.count);
  const isLast = query.summary === 'count' || start + query.count >= found.length;
  return { resources: page, total: found.length, next: isLast ? undefined : page.at(-1)?.id };
}

function startOf(cursor: string | undefined, found: readonly FhirResource[]): number {
  if (cursor === undefined) return 0;
  const place = found.findIndex(({ id }) => id === cursor);
  if (place < 0)
    throw new SearchRefused([
      { severity: 'error', code: 'not-found', text: 'The page cannot be continued; begin the search anew.' },
    ]);
  return place + 1;
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

/** Case and accents do not count in a search by words (FHIR R4 search.html#string). */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Ids break ties, so that the pages of one search never overlap. */
function order(rules: readonly SortRule[], parameters: SearchParameters<FhirResource>) {
  return (one: FhirResource, other: FhirResource): number => {
    for (const { by, descending } of rules) {
      const parameter = parameters[by];
      const compared = parameter === undefined ? 0 : compareKeys(sortKey(parameter, one), sortKey(parameter, other));
      if (compared !== 0) return descending ? -compared : compared;
    }
    return compareKeys(one.id ?? '', other.id ?? '');
  };
}

function sortKey(parameter: SearchParameter<FhirResource>, resource: FhirResource): string | number {
  if (parameter.kind === 'token') return parameter.of(resource)[0]?.code ?? '';
  if (parameter.kind === 'date') return parameter.of(resource)[0]?.from ?? Number.NEGATIVE_INFINITY;
  return folded(parameter.of(resource)[0] ?? '');
}

function compareKeys(one: string | number, other: string | number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
