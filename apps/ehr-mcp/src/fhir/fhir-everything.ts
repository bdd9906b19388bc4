import { DomainError } from '@caregate/core-errors';
import {
  emptyChart,
  exportBundle,
  operationOutcome,
  SearchRefused,
  type ChartRecord,
  type OutcomeIssue,
} from '@caregate/core-fhir';
import type { Caller } from '@caregate/core-permissions';
import { AccessRefused } from '@caregate/kit-access';
import type { Bundle } from 'fhir/r4.js';
import { furtherParts, personalPart, type ChartPart } from './chart-parts.js';
import type { FhirDoor, Passage } from './fhir-door.js';
import { fhirError } from './fhir-errors.js';
import type { FhirRecordsRepository } from './fhir-records.repository.js';
import type { FhirRequest } from './fhir-request.js';

type EverythingRequest = Extract<FhirRequest, { kind: 'everything' }>;

/**
 * `GET /Patient/{id}/$everything` (FHIR R4 operation Patient-everything): a chart as one Bundle, whole and in one page,
 * which `importBundle` reads again. Parts that are not open are left out, said and recorded.
 */
export class FhirEverything {
  constructor(
    private readonly door: FhirDoor,
    private readonly records: FhirRecordsRepository,
    private readonly baseUrl: string,
  ) {}

  async of(request: EverythingRequest, { identify, names }: EverythingCall): Promise<Bundle> {
    const asked = await this.guarded(passageTo(personalPart, request.id), async () => {
      const caller = await identify();
      refuseParameters([...request.parameters.keys(), ...names]);
      return { caller, id: request.id, patientId: await this.records.ownerOf('patient', request.id) };
    });
    const person = await this.part(personalPart, asked);
    if (person.refused !== undefined) throw person.refused;
    const others: Part[] = [];
    for (const part of furtherParts) others.push(await this.part(part, asked));
    const chart = Object.assign({}, emptyChart, person.rows, ...others.map(({ rows }) => rows));
    return this.bundle(
      chart,
      others.flatMap(({ notice }) => (notice === undefined ? [] : [notice])),
    );
  }

  private async part(part: ChartPart, { caller, patientId, id }: Asked): Promise<Part> {
    const passage = { ...passageTo(part, id), patientId };
    try {
      return await this.guarded(passage, async () => {
        const via = await this.door.decide(caller, passage, part.about);
        if (patientId === undefined) throw new DomainError('ehr.record.not_found');
        const rows = await part.read(this.records, patientId);
        await this.door.passed(passage, via);
        return { rows };
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

  private bundle(chart: ChartRecord, notices: readonly OutcomeIssue[]): Bundle {
    const { entry = [], ...bundle } = exportBundle(chart, { baseUrl: this.baseUrl, timestamp: new Date() });
    const [first, ...others] = notices;
    const outcome = first === undefined ? [] : [{ resource: operationOutcome([first, ...others]) }];
    const matches = entry.map((item) => ({ ...item, search: { mode: 'match' as const } }));
    return {
      ...bundle,
      type: 'searchset',
      total: entry.length,
      entry: [...matches, ...outcome.map((item) => ({ ...item, search: { mode: 'outcome' as const } }))],
    };
  }
}

interface EverythingCall {
  readonly identify: () => Promise<Caller>;
  /** Parameters that the body names. */
  readonly names: readonly string[];
}

interface Asked {
  readonly caller: Caller;
  readonly patientId: string | undefined;
  readonly id: string;
}

interface Part {
  readonly rows: Partial<ChartRecord>;
  readonly refused?: AccessRefused;
  readonly notice?: OutcomeIssue;
}

function passageTo({ permission, event, type, category, tellsOf }: ChartPart, id: string): Passage {
  return { permission, event, interaction: 'everything', type, category, tellsOf, entity: { type: 'Patient', id } };
}

/** To pass over `start` or `_type` would answer more than was asked. */
function refuseParameters(names: readonly string[]): void {
  if (names.every((name) => name === '_format' || name === '_pretty')) return;
  throw new SearchRefused([
    { severity: 'error', code: 'not-supported', text: 'Everything is given whole: no parameter is supported.' },
  ]);
}
