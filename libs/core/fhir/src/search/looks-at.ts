import type { CodeableConcept, ContactPoint, FhirResource, Identifier, Reference } from 'fhir/r4.js';
import { periodOf } from './period.js';
import type { SearchParameter } from './search-parameter.js';

/** The kinds of parameters by the datatype that they look at. */
export const looksAt = {
  code: <R>(of: (resource: R) => string | undefined, impliedSystem?: string): SearchParameter<R> => ({
    kind: 'token',
    impliedSystem,
    of: (resource) => present(of(resource)).map((code) => ({ code })),
  }),
  concepts: <R>(of: (resource: R) => readonly (CodeableConcept | undefined)[] | undefined): SearchParameter<R> => ({
    kind: 'token',
    of: (resource) => (of(resource) ?? []).flatMap((concept) => concept?.coding ?? []),
  }),
  identifiers: <R>(of: (resource: R) => readonly Identifier[] | undefined): SearchParameter<R> => ({
    kind: 'token',
    anyCase: true,
    of: (resource) => (of(resource) ?? []).map(({ system, value }) => ({ system, code: value })),
  }),
  contacts: <R>(
    system: 'phone' | 'email' | undefined,
    of: (resource: R) => readonly ContactPoint[] | undefined,
  ): SearchParameter<R> => ({
    kind: 'token',
    anyCase: true,
    of: (resource) =>
      (of(resource) ?? [])
        .filter((point) => system === undefined || point.system === system)
        .map((point) => ({ system: point.system, code: point.value })),
  }),
  words: <R>(of: (resource: R) => readonly (string | undefined)[]): SearchParameter<R> => ({
    kind: 'string',
    of: (resource) => of(resource).flatMap(present),
  }),
  moment: <R>(of: (resource: R) => string | undefined): SearchParameter<R> => ({
    kind: 'date',
    of: (resource) => present(of(resource)).flatMap((text) => present(periodOf(text))),
  }),
  references: <R>(
    targets: readonly [string, ...string[]],
    of: (resource: R) => readonly (Reference | undefined)[],
  ): SearchParameter<R> => ({
    kind: 'reference',
    targets,
    of: (resource) =>
      of(resource)
        .flatMap((reference) => present(reference?.reference))
        .filter((reference) => targets.includes(reference.split('/')[0] ?? '')),
  }),
};

/** Parameters of every type (FHIR R4 search.html#all). */
export const ofEveryType = {
  _id: looksAt.code<FhirResource>(({ id }) => id),
  _lastUpdated: looksAt.moment<FhirResource>(({ meta }) => meta?.lastUpdated),
};

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
