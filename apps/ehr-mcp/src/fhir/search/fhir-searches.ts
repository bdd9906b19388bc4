import {
  pageOf,
  parseQuery,
  patientToFhir,
  providerToFhir,
  runQuery,
  searchBundle,
  type FhirQuery,
  type Matches,
  type OutcomeIssue,
  type QueryPage,
} from '@caregate/core-fhir';
import type { Caller } from '@caregate/core-permissions';
import { AccessRefused } from '@caregate/kit-access';
import type { Bundle } from 'fhir/r4.js';
import type { FhirDoor, Passage } from '../fhir-door.js';
import { fhirError } from '../answer/fhir-errors.js';
import { FhirIncludes } from './fhir-includes.js';
import type { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import type { FhirRequest } from '../request/fhir-request.js';
import { fhirSources, type FhirSource } from '../sources/fhir-sources.js';
import { patientCandidates } from './patient-candidates.js';
import { patientsOf } from './patients-of.js';
import { FhirRows, type Located } from './fhir-rows.js';
import { providersTable } from './sql/providers.table.js';
import type { ResourceFinder } from './sql/resource-finder.js';

type SearchRequest = Extract<FhirRequest, { kind: 'search' }>;

export interface SearchCall {
  readonly request: SearchRequest;
  readonly handling: 'strict' | 'lenient';
  readonly identify: () => Promise<Caller>;
}

/** `GET /{Type}?…` (FHIR R4 http.html#search). */
export class FhirSearches {
  private readonly includes: FhirIncludes;
  private readonly rows: FhirRows;

  constructor(
    private readonly door: FhirDoor,
    private readonly records: FhirRecordsRepository,
    private readonly finder: ResourceFinder,
    private readonly baseUrl: string,
  ) {
    this.includes = new FhirIncludes(door, records);
    this.rows = new FhirRows(records, finder);
  }

  search(call: SearchCall): Promise<Bundle> {
    const { type } = call.request;
    if (type === 'Patient') return this.among(call, { permission: 'patient:search', event: 'patient.searched' });
    if (type === 'Practitioner') return this.among(call, { permission: 'provider:read', event: 'provider.read' });
    return this.ofPatient(call);
  }

  /** Searches that are not about one patient: who may be found is a matter of reach. */
  private async among(
    { request, handling, identify }: SearchCall,
    guarded: Pick<FhirSource, 'permission' | 'event'>,
  ): Promise<Bundle> {
    const passage = passageTo(request, guarded);
    try {
      const caller = await identify();
      const via = await this.door.decide(caller, passage, 'none');
      const query = parseQuery(request.type, request.parameters, { handling, baseUrl: this.baseUrl });
      const page = await (query.type === 'Practitioner'
        ? this.providers(query)
        : this.patients(query, caller, passage));
      const patientIds = request.type === 'Patient' ? page.resources.map(({ id }) => id) : [];
      const included = await this.includes.of({ query, caller, page: page.resources, patientIds });
      await this.door.passed(passage, via);
      for (const [part, by] of included.passed) await this.door.passed(part, by);
      return searchBundle(query, page, {
        baseUrl: this.baseUrl,
        included: included.resources,
        notices: unlike(included.notices),
      });
    } catch (thrown) {
      throw await this.failed(passage, thrown);
    }
  }

  private async patients(query: FhirQuery, caller: Caller, passage: Passage): Promise<QueryPage> {
    const patients = await patientCandidates(this.records, query, await this.door.reachOf(caller, passage));
    return runQuery(query, patients.map(patientToFhir), new Date());
  }

  private async providers(query: FhirQuery): Promise<QueryPage> {
    const { matches, ...page } = pageOf(query, [
      await this.finder.find(query, providersTable, { seesWithdrawn: true }),
    ]);
    const providers = await this.records.providers(matches.map(({ id }) => id));
    const byId = new Map(providers.map((provider) => [provider.id, providerToFhir(provider)]));
    return { ...page, resources: matches.flatMap(({ id }) => byId.get(id) ?? []) };
  }

  /** A type may stand on several kinds of rows: what the caller may not see of it is left out, said and recorded. */
  private async ofPatient({ request, handling, identify }: SearchCall): Promise<Bundle> {
    const all = fhirSources.filter(({ type }) => type === request.type);
    const [first] = all;
    if (first === undefined) throw new TypeError(`${request.type} has no source`);
    const begun = await this.begin(passageTo(request, first), async () => {
      const caller = await identify();
      const query = parseQuery(request.type, request.parameters, { handling, baseUrl: this.baseUrl });
      return { caller, query, patientIds: await patientsOf(query, this.records) };
    });
    const matching = all.filter((source) => mayMatch(begun.query, source));
    // What nothing can match, such as a category that is not kept, is decided upon all the same.
    const sources = matching.length === 0 ? all : matching;
    const parts: Part[] = [];
    for (const patientId of begun.patientIds)
      for (const source of sources) parts.push(await this.part(request, source, { ...begun, patientId }));
    const [refusal] = parts.flatMap(({ refused }) => (refused === undefined ? [] : [refused]));
    if (refusal !== undefined && parts.every(({ refused }) => refused !== undefined)) throw refusal;
    const page = pageOf(
      begun.query,
      parts.map(({ found }) => found),
    );
    const resources = await this.begin(passageTo(request, first), () => this.rows.read(page.matches, begun.caller));
    const opened = parts.flatMap(({ passage: part, via }) => (via === undefined ? [] : [[part, via] as const]));
    const patientIds = new Set(opened.map(([{ patientId }]) => patientId));
    const included = await this.includes.of({ ...begun, patientIds: [...patientIds], page: resources });
    const notices = [...parts.flatMap(({ notice }) => (notice === undefined ? [] : [notice])), ...included.notices];
    for (const [part, via] of [...opened, ...included.passed]) await this.door.passed(part, via);
    return searchBundle(
      begun.query,
      { ...page, resources },
      {
        baseUrl: this.baseUrl,
        included: included.resources,
        notices: unlike(notices),
      },
    );
  }

  private async begin<T>(passage: Passage, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw await this.failed(passage, thrown);
    }
  }

  private async part(
    request: SearchRequest,
    source: FhirSource,
    { caller, query, patientId }: Asked & { readonly patientId: string | undefined },
  ): Promise<Part> {
    const passage = { ...passageTo(request, source), patientId };
    try {
      const via = await this.door.decide(caller, passage, 'patient');
      const opened = { source, patientId, via };
      const found = await this.rows.find(query, opened, caller);
      return { passage, via, found: { ...found, behind: found.behind.map((each) => ({ ...each, opened })) } };
    } catch (thrown) {
      const error = await this.failed(passage, thrown);
      if (!(error instanceof AccessRefused)) throw error;
      return { passage, found: { total: 0, behind: [] }, refused: error, notice: leftOut(source) };
    }
  }

  private async failed(passage: Passage, thrown: unknown) {
    const error = fhirError(thrown);
    if (error.code !== 'audit.write.failed') await this.door.failed(passage, error);
    return error;
  }
}

interface Part {
  readonly passage: Passage;
  /** By which relation it is open. */
  readonly via?: string;
  readonly found: Matches<Located>;
  readonly refused?: AccessRefused;
  readonly notice?: OutcomeIssue;
}

interface Asked {
  readonly caller: Caller;
  readonly query: FhirQuery;
}

function passageTo(
  { type }: SearchRequest,
  { permission, event, category, targetType }: Pick<FhirSource, 'permission' | 'event' | 'category' | 'targetType'>,
): Passage {
  return { permission, event, interaction: 'search-type', type, category, tellsOf: targetType };
}

/** A search for one category, or for who wrote one resource, asks nothing of the others and is not refused for them. */
function mayMatch({ conditions }: FhirQuery, { category, targetType, besideTarget }: FhirSource): boolean {
  return conditions.every((condition) => {
    if (category !== undefined && condition.name === 'category' && condition.kind === 'token' && !condition.not)
      return condition.anyOf.some(({ code }) => code === undefined || code === category);
    if (targetType !== undefined && condition.name === 'target' && condition.kind === 'reference')
      return condition.anyOf.some((reference) => [targetType, besideTarget].some((type) => type === typeIn(reference)));
    return true;
  });
}

/** Of `Type/id`, and of an address that ends so. */
function typeIn(reference: string): string | undefined {
  return reference.split('/').at(-2);
}

/** Said once, of however many patients. */
function unlike(notices: readonly OutcomeIssue[]): readonly OutcomeIssue[] {
  return [...new Map(notices.map((notice) => [notice.text, notice])).values()];
}

function leftOut({ name }: FhirSource): OutcomeIssue {
  return { severity: 'warning', code: 'suppressed', text: `Without ${name}: they are not open to you.` };
}
