import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4.js';
import { operationOutcome, type OutcomeIssue } from '../outcome/operation-outcome.js';
import type { FhirQuery } from '../search/fhir-query.js';
import { project } from '../search/project.js';
import { unknownParameter } from '../search/unknown-parameter.js';
import type { QueryPage } from '../search/run-query.js';
import { fullUrlOf } from './export-bundle.js';

export interface SearchBundleOptions {
  readonly baseUrl: string;
  /** What the search brought along. */
  readonly included?: readonly FhirResource[];
  /** Said beside the matches: what was ignored, or what the caller may not see. */
  readonly notices?: readonly OutcomeIssue[];
}

/** The answer to a search. The self link says what was understood of the question (FHIR R4 search.html#conformance). */
export function searchBundle(
  query: FhirQuery,
  page: QueryPage,
  { baseUrl, included = [], notices = [] }: SearchBundleOptions,
): Bundle {
  const self = linkOf(query, baseUrl, query.cursor);
  const entry = [
    ...page.resources.map((resource) => found(resource, 'match', query, baseUrl)),
    ...included.map((resource) => found(resource, 'include', query, baseUrl)),
    ...outcome(query, notices),
  ];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(page.total !== undefined && { total: page.total }),
    link: [
      { relation: 'self', url: self },
      ...(page.next === undefined ? [] : [{ relation: 'next', url: linkOf(query, baseUrl, page.next) }]),
    ],
    ...(entry.length > 0 && { entry }),
  };
}

/** `_elements` is of the matches; `_summary` of all (FHIR R4 search.html#elements). */
function found(resource: FhirResource, mode: 'match' | 'include', query: FhirQuery, baseUrl: string): BundleEntry {
  const short = project(resource, mode === 'match' ? query : { ...query, elements: [] });
  return { fullUrl: fullUrlOf(resource, baseUrl), resource: short, search: { mode } };
}

function outcome({ ignored }: FhirQuery, notices: readonly OutcomeIssue[]): BundleEntry[] {
  const unknown = [...new Set(ignored)].map((name) => unknownParameter(name, 'warning'));
  const [first, ...others] = [...unknown, ...notices];
  return first === undefined ? [] : [{ resource: operationOutcome([first, ...others]), search: { mode: 'outcome' } }];
}

function linkOf({ type, understood }: FhirQuery, baseUrl: string, cursor: string | undefined): string {
  const pairs = [...understood, ...(cursor === undefined ? [] : [['_cursor', cursor] as const])];
  const text = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  return `${baseUrl}/${type}${text === '' ? '' : `?${text}`}`;
}
