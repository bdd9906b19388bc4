import { DomainError } from '@caregate/core-errors';
import { operationOutcome, type ChartRecord, type OutcomeIssue } from '@caregate/core-fhir';
import type { Caller } from '@caregate/core-permissions';
import { AccessRefused } from '@caregate/kit-access';
import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4.js';
import { setImmediate } from 'node:timers/promises';
import { furtherParts, personalPart, type ChartPart } from './chart-parts.js';
import { everythingAmong, nameOf } from './everything-among.js';
import { everythingQuery, type EverythingQuery } from './everything-query.js';
import { joinedChart } from './joined-chart.js';
import { OneAtATime } from './one-at-a-time.js';
import { outlineOf, resourcesOf } from './outline-of.js';
import type { FhirDoor, Passage } from '../fhir-door.js';
import { fhirError } from '../answer/fhir-errors.js';
import type { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import type { FhirRequest } from '../request/fhir-request.js';

type EverythingRequest = Extract<FhirRequest, { kind: 'everything' }>;

/**
 * Rows. A chart of a hundred thousand resources takes hundreds of megabytes while it is made, and two at once would be no
 * faster; a small one is not noticed beside it.
 */
const LARGE_FROM = 1_000;

/**
 * `GET /Patient/{id}/$everything` (FHIR R4 operation Patient-everything): a chart as one Bundle which `importBundle` reads
 * again, whole unless less is asked for. Parts that are not open are left out, said and recorded.
 */
export class FhirEverything {
  private readonly large = new OneAtATime();

  constructor(
    private readonly door: FhirDoor,
    private readonly records: FhirRecordsRepository,
    private readonly baseUrl: string,
  ) {}

  async of(request: EverythingRequest, { identify, body, answer }: EverythingCall): Promise<void> {
    const asked = await this.guarded(passageTo(personalPart, request.id), async () => {
      const caller = await identify();
      const query = everythingQuery([...request.parameters, ...body]);
      return { caller, id: request.id, query, patientId: await this.records.ownerOf('patient', request.id) };
    });
    const person = await this.part(personalPart, asked);
    if (person.refused !== undefined) throw person.refused;
    const parts = [person];
    for (const part of furtherParts.filter((each) => isAskedFor(each, asked.query)))
      parts.push(await this.part(part, asked));
    const chart = joinedChart(parts.map(({ rows }) => rows));
    const notices = parts.flatMap(({ notice }) => notice ?? []);
    const tell = async () => answer(...(await this.bundle(chart, { ...asked, via: person.via ?? '' }, notices)));
    return isLarge(chart) ? this.large.run(tell) : tell();
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
        const rows = await part.read(this.records, patientId);
        await this.door.passed(passage, via);
        return { rows, via };
      });
    } catch (error) {
      if (!(error instanceof AccessRefused)) throw error;
      const text = `Without ${part.name}: they are not open to you.`;
      return { rows: {}, refused: error, notice: { severity: 'warning', code: 'suppressed', text } };
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
    chart: ChartRecord,
    { id, query, ...who }: Asked & Via,
    notices: readonly OutcomeIssue[],
  ): Promise<BundleInParts> {
    const timestamp = new Date().toISOString();
    const outline = outlineOf(chart, who);
    await setImmediate();
    const page = everythingAmong(outline, query);
    const [first, ...others] = notices;
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
    return [bundle, this.entries(resourcesOf(page.resources, chart, who), outcomes)];
  }

  private async *entries(
    matches: AsyncIterable<FhirResource>,
    outcomes: readonly FhirResource[],
  ): AsyncGenerator<BundleEntry> {
    for await (const resource of matches)
      yield { fullUrl: `${this.baseUrl}/${nameOf(resource)}`, resource, search: { mode: 'match' } };
    for (const resource of outcomes) yield { resource, search: { mode: 'outcome' } };
  }
}

function isLarge(chart: ChartRecord): boolean {
  return Object.values(chart).reduce((rows, some) => rows + some.length, 0) >= LARGE_FROM;
}

/** Entries are made one after the other as they are written, for of all at once there may be too many. */
type BundleInParts = readonly [bundle: Bundle, entries: AsyncIterable<BundleEntry>];

interface EverythingCall {
  readonly identify: () => Promise<Caller>;
  /** Parameters that the body gives. */
  readonly body: readonly (readonly [name: string, value: string])[];
  /** Until it is done, a large chart lets no other one begin. */
  readonly answer: (...parts: BundleInParts) => Promise<void>;
}

interface Asked {
  readonly caller: Caller;
  readonly patientId: string | undefined;
  readonly id: string;
  readonly query: EverythingQuery;
}

interface Via {
  readonly via: string;
}

interface Part {
  /** By which relation it is open. */
  readonly via?: string;
  readonly rows: Partial<ChartRecord>;
  readonly refused?: AccessRefused;
  readonly notice?: OutcomeIssue;
}

function passageTo({ permission, event, type, category, tellsOf }: ChartPart, id: string): Passage {
  return { permission, event, interaction: 'everything', type, category, tellsOf, entity: { type: 'Patient', id } };
}

/** The rest is neither opened nor recorded. Who wrote a row is told of rows that are of the care that is asked for. */
function isAskedFor({ type, about, besides = [] }: ChartPart, { types }: EverythingQuery): boolean {
  if (types === undefined) return true;
  if (about === 'patient' && types.has('Provenance')) return true;
  return [type, ...besides].some((each) => types.has(each));
}
