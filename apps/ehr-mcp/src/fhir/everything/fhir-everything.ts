import { DomainError } from '@caregate/core-errors';
import { operationOutcome, type OutcomeIssue } from '@caregate/core-fhir';
import type { Caller } from '@caregate/core-permissions';
import { AccessRefused } from '@caregate/kit-access';
import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4.js';
import { seesWithdrawn } from '../../access/sees-withdrawn.js';
import type { ChartList } from './chart-list.js';
import { furtherParts, personalPart, type ChartPart } from './chart-parts.js';
import { readChart } from './chart-reader.js';
import { everythingQuery, type EverythingQuery } from './everything-query.js';
import type { FhirDoor, Passage } from '../fhir-door.js';
import { fhirError } from '../answer/fhir-errors.js';
import { shownTo } from '../answer/shown-to.js';
import type { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import type { FhirRequest } from '../request/fhir-request.js';

type EverythingRequest = Extract<FhirRequest, { kind: 'everything' }>;

/**
 * `GET /Patient/{id}/$everything` (FHIR R4 operation Patient-everything): a chart as one Bundle which `importBundle` reads
 * again, whole unless less is asked for. Parts that are not open are left out, said and recorded.
 */
export class FhirEverything {
  constructor(
    private readonly door: FhirDoor,
    private readonly records: FhirRecordsRepository,
    private readonly list: ChartList,
    private readonly baseUrl: string,
  ) {}

  async of(request: EverythingRequest, { identify, body, answer }: EverythingCall): Promise<void> {
    const asked = await this.guarded(passageTo(personalPart, request.id), async () => {
      const caller = await identify();
      const query = everythingQuery([...request.parameters, ...body]);
      return { caller, id: request.id, query, patientId: await this.records.ownerOf('patient', request.id) };
    });
    const person = await this.part(personalPart, asked);
    if ('refused' in person) throw person.refused;
    const parts: Part[] = [person];
    for (const part of furtherParts.filter((each) => isAskedFor(each, asked.query)))
      parts.push(await this.part(part, asked));
    const bundle = await this.guarded(passageTo(personalPart, request.id), () =>
      this.bundle(parts, { ...asked, patientId: person.patientId, via: person.via }),
    );
    await answer(...bundle);
  }

  private linkTo(id: string, { understood }: EverythingQuery, cursor: string | undefined): string {
    const pairs = [...understood, ...(cursor === undefined ? [] : [['_cursor', cursor] as const])];
    const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    return `${this.baseUrl}/Patient/${id}/$everything${text === '' ? '' : `?${text}`}`;
  }

  private async part(part: ChartPart, { caller, patientId, id }: Asked): Promise<Part> {
    const passage = { ...passageTo(part, id), patientId };
    try {
      return await this.guarded(passage, async () => {
        const via = await this.door.decide(caller, passage, part.about);
        if (patientId === undefined) throw new DomainError('ehr.record.not_found');
        await this.door.passed(passage, via);
        return { part, patientId, via };
      });
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      const text = `Without ${part.name}: they are not open to you.`;
      return { refused: error, notice: { severity: 'warning', code: 'suppressed', text } };
    }
  }

  /** A failure is on the trail before it is told. */
  private async guarded<T>(passage: Passage, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      const error = fhirError(thrown);
      if (error.code !== 'audit.write.failed') await this.door.failed(passage, error);
      throw error;
    }
  }

  private async bundle(
    parts: readonly Part[],
    { id, patientId, query, caller, via }: Asked & { readonly patientId: string; readonly via: string },
  ): Promise<BundleInParts> {
    const timestamp = new Date().toISOString();
    const open = parts.flatMap((each) => ('part' in each ? [each.part] : []));
    const page = await this.list.page({
      patientId,
      kinds: open.flatMap(({ kinds }) => kinds),
      open: new Set(open.flatMap(({ tables }) => tables)),
      seesWithdrawn: seesWithdrawn(caller, via),
      query,
    });
    const shown = (resources: readonly FhirResource[]) => shownTo(caller, via, resources);
    const [first, ...others] = parts.flatMap((each) => ('notice' in each ? [each.notice] : []));
    const outcomes = first === undefined ? [] : [operationOutcome([first, ...others])];
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'searchset',
      timestamp,
      total: page.total,
      link: [
        { relation: 'self', url: this.linkTo(id, query, query.cursor) },
        ...(page.next === undefined ? [] : [{ relation: 'next', url: this.linkTo(id, query, page.next) }]),
      ],
    };
    const matches = readChart(page.resources, { records: this.records, patientId, shown });
    return [bundle, this.entries(matches, outcomes)];
  }

  private async *entries(
    matches: AsyncIterable<FhirResource>,
    outcomes: readonly FhirResource[],
  ): AsyncGenerator<BundleEntry> {
    for await (const resource of matches)
      yield { fullUrl: `${this.baseUrl}/${resource.resourceType}/${resource.id}`, resource, search: { mode: 'match' } };
    for (const resource of outcomes) yield { resource, search: { mode: 'outcome' } };
  }
}

/** Entries are made one after the other as they are written, for of all at once there may be too many. */
type BundleInParts = readonly [bundle: Bundle, entries: AsyncIterable<BundleEntry>];

interface EverythingCall {
  readonly identify: () => Promise<Caller>;
  /** Parameters that the body gives. */
  readonly body: readonly (readonly [name: string, value: string])[];
  readonly answer: (...parts: BundleInParts) => Promise<void>;
}

interface Asked {
  readonly caller: Caller;
  readonly patientId: string | undefined;
  readonly id: string;
  readonly query: EverythingQuery;
}

/** By which relation a part is open, or why it is not. */
type Part =
  | { readonly part: ChartPart; readonly patientId: string; readonly via: string }
  | { readonly refused: AccessRefused; readonly notice: OutcomeIssue };

function passageTo({ permission, event, type, category, tellsOf }: ChartPart, id: string): Passage {
  return { permission, event, interaction: 'everything', type, category, tellsOf, entity: { type: 'Patient', id } };
}

/** The rest is neither opened nor recorded. */
function isAskedFor({ type, besides }: ChartPart, { types }: EverythingQuery): boolean {
  return types === undefined || [type, ...besides].some((each) => types.has(each));
}
