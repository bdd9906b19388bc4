import {
  includedAmong,
  includedReferences,
  providerToFhir,
  type FhirQuery,
  type Include,
  type OutcomeIssue,
} from '@caregate/core-fhir';
import type { Caller } from '@caregate/core-permissions';
import { AccessRefused } from '@caregate/kit-access';
import type { FhirResource } from 'fhir/r4.js';
import type { FhirDoor, Passage } from '../fhir-door.js';
import { fhirError } from '../answer/fhir-errors.js';
import type { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { fhirSources, rowInReference, type FhirSource } from '../sources/fhir-sources.js';
import { shownTo } from '../answer/shown-to.js';

export interface Included {
  readonly resources: readonly FhirResource[];
  readonly notices: readonly OutcomeIssue[];
  /** What was opened, and by which relation. */
  readonly passed: readonly (readonly [passage: Passage, via: string])[];
}

interface IncludeCall {
  readonly query: FhirQuery;
  readonly page: readonly FhirResource[];
  readonly caller: Caller;
  /** Whose records are open to the search. */
  readonly patientIds: readonly (string | undefined)[];
}

type OnePatient = Omit<IncludeCall, 'patientIds'> & { readonly patientId: string | undefined };

type IncludeSource = Pick<
  FhirSource,
  'name' | 'type' | 'category' | 'targetType' | 'besideTarget' | 'permission' | 'event' | 'ofPatient'
> & {
  readonly about: 'patient' | 'none';
};

/** Those who treat the patient: of them the record tells, and they are nobody's record themselves. */
const practitioners: IncludeSource = {
  type: 'Practitioner',
  name: 'practitioners',
  permission: 'provider:read',
  event: 'provider.read',
  about: 'none',
  ofPatient: async (records, id) => (await records.providersOf(id)).map(providerToFhir),
};

const sources: readonly IncludeSource[] = [
  ...fhirSources.map((source) => ({ ...source, about: 'patient' as const })),
  practitioners,
];

/** `_include` and `_revinclude`: each kind of rows is decided upon and recorded as if it were asked for by itself. */
export class FhirIncludes {
  constructor(
    private readonly door: FhirDoor,
    private readonly records: FhirRecordsRepository,
  ) {}

  async of(call: IncludeCall): Promise<Included> {
    const types = typesIn(call.query.includes, call.page);
    const parts: Included[] = [];
    const needed = sources.filter((source) => types.has(source.type) && isOfPage(source, call.page));
    for (const patientId of call.patientIds)
      for (const source of needed) parts.push(await this.part(source, { ...call, patientId }));
    // A practitioner may treat several of the patients.
    const named = parts.flatMap(({ resources }) =>
      resources.map((each) => [`${each.resourceType}/${each.id}`, each] as const),
    );
    return {
      resources: [...new Map(named).values()],
      notices: parts.flatMap(({ notices }) => notices),
      passed: parts.flatMap(({ passed }) => passed),
    };
  }

  private async part(source: IncludeSource, { query, page, caller, patientId }: OnePatient): Promise<Included> {
    const { permission, event, category, targetType: tellsOf, type, about, name } = source;
    const passage: Passage = { permission, event, category, tellsOf, type, interaction: 'search-type', patientId };
    try {
      const via = await this.door.decide(caller, passage, about);
      const wanted = rowsWanted(source, query, page);
      const rows = patientId === undefined ? [] : await source.ofPatient(this.records, patientId, wanted);
      const candidates = shownTo(caller, via, rows);
      return { resources: includedAmong(candidates, query.includes, page), notices: [], passed: [[passage, via]] };
    } catch (thrown) {
      const error = fhirError(thrown);
      if (error.code !== 'audit.write.failed') await this.door.failed(passage, error);
      if (!(error instanceof AccessRefused)) throw error;
      const text = `Without ${name}: they are not open to you.`;
      return { resources: [], notices: [{ severity: 'warning', code: 'suppressed', text }], passed: [] };
    }
  }
}

/** Types of which something can be missing beside the page. */
function typesIn(includes: readonly Include[], page: readonly FhirResource[]): ReadonlySet<string> {
  const forward = [...includedReferences(includes, page)].map((reference) => reference.split('/')[0] ?? '');
  const backward = page.length === 0 ? [] : includes.filter(({ reverse }) => reverse).map(({ type }) => type);
  return new Set<string>([...forward, ...backward]);
}

/** Who wrote the page, or what it refers to. */
function rowsWanted(
  { type, targetType, besideTarget }: IncludeSource,
  { includes }: FhirQuery,
  page: readonly FhirResource[],
): readonly string[] {
  if (targetType !== undefined)
    return page
      .filter(({ resourceType }) => resourceType === targetType || resourceType === besideTarget)
      .map(({ resourceType, id }) => rowInReference(`${resourceType}/${id}`));
  return [...includedReferences(includes, page)].filter((each) => each.startsWith(`${type}/`)).map(rowInReference);
}

/** Who wrote prescriptions is not asked of a page without any. */
function isOfPage({ targetType, besideTarget }: IncludeSource, page: readonly FhirResource[]): boolean {
  if (targetType === undefined) return true;
  return page.some(
    (each) => each.resourceType === targetType || (each.resourceType === besideTarget && isOfLaboratory(each)),
  );
}

/** Of Observations only these were written with something else. */
function isOfLaboratory(resource: FhirResource): boolean {
  const categories = resource.resourceType === 'Observation' ? (resource.category ?? []) : [];
  return categories.some(({ coding = [] }) => coding.some(({ code }) => code === 'laboratory'));
}
