import type { DataSource } from 'typeorm';
import type { SearchTable } from '../search/sql/search-table.js';
import type { ChartKind } from './chart-kinds.js';
import type { EverythingQuery } from './everything-query.js';
import type { ChartView, Listed } from './sql/listing.js';

/** A resource of a chart that has not been read. */
export interface ListedResource {
  readonly kind: ChartKind;
  readonly id: string;
}

export interface ListedPage {
  readonly resources: readonly ListedResource[];
  readonly total: number;
  /** Ends this page, where another follows. */
  readonly next: string | undefined;
}

interface ListCall {
  readonly patientId: string;
  /** What is open of the chart. */
  readonly kinds: readonly ChartKind[];
  readonly open: ReadonlySet<SearchTable>;
  readonly seesWithdrawn: boolean;
  readonly query: Omit<EverythingQuery, 'understood'>;
}

const order = [
  'Patient',
  'Coverage',
  'Practitioner',
  'PractitionerRole',
  'Appointment',
  'MedicationRequest',
  'AllergyIntolerance',
  'DiagnosticReport',
  'Observation',
  'Provenance',
];

/** So many are listed by one statement: statements have seconds, however long the chart is. */
const LISTED_AT_ONCE = 20_000;

/** Lists what is asked for of a chart where its rows are, in an order that pages can follow also while the chart grows. */
export class ChartList {
  constructor(
    private readonly dataSource: Pick<DataSource, 'query'>,
    private readonly atOnce = LISTED_AT_ONCE,
  ) {}

  async page(call: ListCall): Promise<ListedPage> {
    const { count, cursor = '', types } = call.query;
    const kinds = call.kinds.filter(({ type }) => types === undefined || types.has(type));
    const [beginType = '', beginId = ''] = cursor.split('/', 2);
    const begin = order.indexOf(beginType);
    // One more tells that another page follows.
    const limit = count === undefined ? Infinity : count && count + 1;
    const found: ListedResource[] = [];
    for (const [index, type] of order.entries()) {
      if (index < begin) continue;
      const ofType = kinds.filter((kind) => kind.type === type);
      const after = index === begin ? beginId : '';
      for (const each of await this.ofType(ofType, after, limit - found.length, call)) found.push(each);
    }
    const resources = found.slice(0, count);
    const isWhole = count === undefined && cursor === '';
    return {
      resources,
      total: isWhole ? found.length : await this.total(kinds, call),
      next: resources.length < found.length ? nameOf(resources.at(-1)) : undefined,
    };
  }

  private async ofType(
    kinds: readonly ChartKind[],
    begin: string,
    limit: number,
    call: ListCall,
  ): Promise<readonly ListedResource[]> {
    const found: ListedResource[] = [];
    let after: string | undefined = begin;
    while (after !== undefined && found.length < limit) {
      const size = Math.min(limit - found.length, this.atOnce);
      const listed = await this.after(after, kinds, size, call);
      for (const each of listed) found.push(each);
      after = listed.length < size ? undefined : listed.at(-1)?.id;
    }
    return found;
  }

  private async after(
    id: string,
    kinds: readonly ChartKind[],
    limit: number,
    call: ListCall,
  ): Promise<readonly ListedResource[]> {
    const statement = new Statement(call);
    const parts = kinds.flatMap((kind, index) =>
      statement.among(kind, ({ id: its }) => `SELECT ${index} AS kind, (${its}) COLLATE "C" AS id`),
    );
    if (parts.length === 0) return [];
    const after = statement.bind(id, 'text');
    const rows = await this.dataSource.query<{ kind: number; id: string }[]>(
      `SELECT kind, id FROM (${parts.join(' UNION ALL ')}) AS found WHERE id > ${after} ORDER BY id
       LIMIT ${limit}`,
      statement.values,
    );
    return rows.flatMap((row) => {
      const kind = kinds[row.kind];
      return kind === undefined ? [] : [{ kind, id: row.id }];
    });
  }

  private async total(kinds: readonly ChartKind[], call: ListCall): Promise<number> {
    const statement = new Statement(call);
    const parts = kinds.flatMap((kind) => statement.among(kind, () => 'SELECT count(*) AS resources'));
    if (parts.length === 0) return 0;
    const [row] = await this.dataSource.query<{ total: string }[]>(
      `SELECT sum(resources) AS total FROM (${parts.join(' UNION ALL ')}) AS counted`,
      statement.values,
    );
    return Number(row?.total);
  }
}

/** What is asked for, in SQL, with the values that stand beside it. */
class Statement {
  readonly values: unknown[];

  constructor(private readonly call: ListCall) {
    this.values = [call.patientId];
  }

  bind(value: unknown, type: 'text' | 'float8'): string {
    return `$${this.values.push(value)}::${type}`;
  }

  /** Of one kind; nothing where what it tells of is not open. */
  among({ listed }: ChartKind, select: (listed: Listed) => string): readonly string[] {
    const { since } = this.call.query;
    const rows = listed({ ...this.call, inTime: (care) => this.inTime(care) });
    if (rows === undefined) return [];
    const changed =
      since === undefined ? [] : [`coalesce(${rows.changed} >= ${this.bind(since.from, 'float8')}, TRUE)`];
    return [`${select(rows)} FROM ${rows.from} WHERE ${[...rows.where, ...changed].join(' AND ')}`];
  }

  /** `start` and `end` are of care, not of records: who somebody is and what they must not take is of every time. */
  private inTime(care: Parameters<ChartView['inTime']>[0]): string {
    const { start, end } = this.call.query;
    if (care === undefined || (start === undefined && end === undefined)) return 'TRUE';
    const begun = start === undefined ? [] : [`${care.from} + ${care.length} > ${this.bind(start.from, 'float8')}`];
    const ended = end === undefined ? [] : [`${care.from} < ${this.bind(end.until, 'float8')}`];
    return `coalesce(${[...begun, ...ended].join(' AND ')}, TRUE)`;
  }
}

function nameOf(resource: ListedResource | undefined): string | undefined {
  return resource && `${resource.kind.type}/${resource.id}`;
}
