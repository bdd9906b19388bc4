import type { FhirResource } from 'fhir/r4.js';
import { isServed, servedTypes, type ServedType } from './served-types.js';
import type { SearchParameter, SearchParameters } from './search-parameter.js';

/** `_include=Type:parameter[:Target]`, or the same backwards (FHIR R4 search.html#include). */
export interface Include {
  readonly reverse: boolean;
  /** Type of the resource that refers to another. */
  readonly type: ServedType;
  readonly parameter: string;
  readonly target: string | undefined;
}

/** What `_include` can name of a type: each parameter that refers to something that is served. */
export function includesOf(type: ServedType): readonly string[] {
  return Object.entries(servedTypes[type].parameters)
    .filter(([, parameter]) => parameter.kind === 'reference' && parameter.targets.some(isServed))
    .map(([name]) => `${type}:${name}`);
}

/** Backwards there is who wrote a resource, as US Core asks of every server. */
export function revIncludesOf(type: ServedType): readonly string[] {
  const { target } = servedTypes.Provenance.parameters;
  return target?.kind === 'reference' && target.targets.includes(type) ? ['Provenance:target'] : [];
}

/** The rules that a value stands for; none when nothing of it is known. `*` is all that there is. */
export function parseInclude(type: ServedType, name: '_include' | '_revinclude', value: string): readonly Include[] {
  const reverse = name === '_revinclude';
  const known = reverse ? revIncludesOf(type) : includesOf(type);
  const [from = '', parameter = '', target, ...rest] = value.split(':');
  if (rest.length > 0) return [];
  const meant = value === '*' ? known : known.filter((each) => each === `${from}:${parameter}`);
  return meant.flatMap((each) => {
    const [source = '', by = ''] = each.split(':');
    return isServed(source) ? [{ reverse, type: source, parameter: by, target }] : [];
  });
}

/** `Type/id` of what a page of results refers to by these rules. */
export function includedReferences(includes: readonly Include[], page: readonly FhirResource[]): ReadonlySet<string> {
  const forward = includes.filter(({ reverse }) => !reverse);
  return new Set(page.flatMap((resource) => forward.flatMap((rule) => referencesBy(rule, resource))));
}

/** Of the candidates those that belong beside a page of results: they are referred to, or refer to one of them. */
export function includedAmong(
  candidates: readonly FhirResource[],
  includes: readonly Include[],
  page: readonly FhirResource[],
): readonly FhirResource[] {
  const found = new Set(page.map(nameOf));
  const wanted = includedReferences(includes, page);
  const backward = includes.filter(({ reverse }) => reverse);
  const refersToOne = (candidate: FhirResource) =>
    backward.some((rule) => referencesBy(rule, candidate).some((reference) => found.has(reference)));
  return candidates.filter(
    (candidate) => !found.has(nameOf(candidate)) && (wanted.has(nameOf(candidate)) || refersToOne(candidate)),
  );
}

function referencesBy({ type, parameter, target }: Include, resource: FhirResource): readonly string[] {
  if (resource.resourceType !== type) return [];
  // The resource is of the type whose row of the table reads it.
  const all = servedTypes[type].parameters as SearchParameters<FhirResource>;
  const by: SearchParameter<FhirResource> | undefined = all[parameter];
  if (by?.kind !== 'reference') return [];
  return by.of(resource).filter((reference) => target === undefined || reference.startsWith(`${target}/`));
}

function nameOf({ resourceType, id }: FhirResource): string {
  return `${resourceType}/${id}`;
}
