import type { DataSource } from 'typeorm';
import type { Clinic } from '../clinic.js';
import { analyteOf } from '../clinical/ranges/analyte-of.js';
import { inUnitOf } from '../clinical/units/in-unit-of.js';
import type { PatientFacts } from '../clinical/patient-facts.js';
import { newestIn, SERIES_MAX, type TrendAnswer } from '../clinical/newest-in.js';
import { trendOf } from '../clinical/trend-of.js';
import { readCursor } from '../shape/cursor.js';
import type { Positioned } from '../shape/page.js';
import type { LabOrderRow } from './lab.row.js';
import { labOrdersOfPatient, labSeries, latestOfEach, subjectOfPatient } from './lab.sql.js';
import type { TrendView } from './lab.view.js';

export interface LabQuery {
  readonly patientId: string;
  readonly status: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** LOINC of the test or of one component. */
  readonly code?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export type SeriesQuery = Pick<LabQuery, 'patientId' | 'from' | 'to' | 'code'>;

/** Without a limit: all. */
type LatestQuery = SeriesQuery & Partial<Pick<LabQuery, 'cursor' | 'limit'>>;

/** Reads of `ehr.lab_order` and `ehr.lab_component`. */
export class LabRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clinic: Pick<Clinic, 'timeZone'>,
  ) {}

  /** Newest first, and one more than the limit when there is more. */
  ofPatient(query: LabQuery): Promise<(LabOrderRow & Positioned)[]> {
    const { patientId, status, from, to, code, limit } = query;
    const cursor = readCursor(query.cursor, ['labs', patientId]);
    const { timeZone } = this.clinic;
    const values = [patientId, status, from, to, code, cursor?.at, cursor?.id, limit + 1, timeZone];
    return this.dataSource.query(labOrdersOfPatient, values);
  }

  /** The newest result of each component, by order; one order more than the limit when there is more. */
  latest({ patientId, code, from, to, limit, ...query }: LatestQuery): Promise<(LabOrderRow & Positioned)[]> {
    const cursor = readCursor(query.cursor, ['latest labs', patientId]);
    const most = limit === undefined ? null : limit + 1;
    const values = [patientId, this.clinic.timeZone, code, from, to, cursor?.at, cursor?.id, most];
    return this.dataSource.query(latestOfEach, values);
  }

  /** In the unit of the newest number; `undefined` for fewer than two that can be said in it. Words are told to be left out. */
  async trend(code: string, { patientId, from, to }: SeriesQuery): Promise<TrendAnswer<TrendView> | undefined> {
    const values = [patientId, code, SERIES_MAX + 1, this.clinic.timeZone, from, to];
    const { rows, ...told } = newestIn(await this.dataSource.query<SeriesRow[]>(labSeries, values));
    const measured = rows.filter(isNumber);
    const [newest] = measured;
    if (newest === undefined) return undefined;
    const points = measured.flatMap((row) => inUnitOfNewest(row, newest, code));
    const found = trendOf(points.toReversed());
    if (found === undefined) return undefined;
    const { first, last, change_per_year: slope, ...rest } = found;
    const trend = {
      component: newest.component,
      unit: newest.unit,
      ...rest,
      first_date: first.at,
      first_value: first.value,
      last_date: last.at,
      last_value: last.value,
      ...(slope !== undefined && { change_per_year: slope }),
      ...(points.length < rows.length && { left_out: rows.length - points.length }),
    };
    return { trend, ...told };
  }

  async factsOf(patientId: string): Promise<PatientFacts> {
    const [facts] = await this.dataSource.query<PatientFacts[]>(subjectOfPatient, [patientId]);
    return facts ?? { gender: 'unknown', birth_date: '1900-01-01' };
  }
}

type MeasuredRow = SeriesRow & { readonly value: number };

function isNumber(row: SeriesRow): row is MeasuredRow {
  return row.value !== null;
}

interface SeriesRow {
  readonly component: string;
  readonly unit: string | null;
  readonly value: number | null;
  readonly at: string;
}

/** Four significant digits, as laboratories report; nothing where the two units do not measure the same. */
function inUnitOfNewest(row: MeasuredRow, newest: MeasuredRow, code: string): readonly MeasuredRow[] {
  if (row.unit === newest.unit) return [row];
  const analyte = analyteOf(code, row.component);
  if (row.unit === null || newest.unit === null || analyte === undefined) return [];
  const value = inUnitOf(analyte, row.value, row.unit, newest.unit);
  return value === undefined ? [] : [{ ...row, value: Number(value.toPrecision(4)) }];
}
