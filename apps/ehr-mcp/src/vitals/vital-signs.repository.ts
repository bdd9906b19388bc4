import type { Caller } from '@caregate/core-permissions';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clinic } from '../clinic.js';
import { judgeVital } from '../clinical/ranges/judge-vital.js';
import type { PatientFacts } from '../clinical/patient-facts.js';
import { newestIn, SERIES_MAX, type TrendAnswer } from '../clinical/newest-in.js';
import { trendOf, type Point } from '../clinical/trend-of.js';
import { vitalRanges, type JudgedVital } from '../clinical/ranges/vital-ranges.data.js';
import { readCursor } from '../shape/cursor.js';
import type { Positioned } from '../shape/page.js';
import { bodyMassIndex } from './body-mass-index.js';
import type { Measurements } from './measurements.js';
import { shownRecording, type VitalSignsRow } from './vital-signs.row.js';
import { insertVitalSign, seriesOf, vitalSignsOfPatient, type VitalSeries } from './vital-signs.sql.js';
import type { RecordingView, VitalTrendView } from './vital-signs.view.js';

export interface NewRecording {
  readonly patientId: string;
  readonly caller: Caller;
  readonly values: Measurements;
}

export interface VitalSignsQuery {
  readonly patientId: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Those that were withdrawn, instead of those that hold. */
  readonly enteredInError?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Reads and appends of `ehr.vital_sign`. */
export class VitalSignsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clinic: Pick<Clinic, 'timeZone'>,
  ) {}

  /** Newest first, and one more than the limit when there is more. */
  async ofPatient({
    patientId,
    from,
    to,
    limit,
    enteredInError = false,
    ...query
  }: VitalSignsQuery): Promise<(RecordingView & Positioned)[]> {
    const cursor = readCursor(query.cursor, ['vitals', patientId]);
    const values = [patientId, from, to, cursor?.at, cursor?.id, limit + 1, this.clinic.timeZone, enteredInError];
    const rows = await this.dataSource.query<(VitalSignsRow & Positioned)[]>(vitalSignsOfPatient, values);
    return rows.map(shownRecording);
  }

  /** `undefined` for fewer than two values. */
  async trend(
    measurement: VitalSeries,
    { patientId, from, to }: Pick<VitalSignsQuery, 'patientId' | 'from' | 'to'>,
  ): Promise<TrendAnswer<VitalTrendView> | undefined> {
    const values = [patientId, SERIES_MAX + 1, this.clinic.timeZone, from, to];
    const { rows, ...told } = newestIn(await this.dataSource.query<SeriesRow[]>(seriesOf(measurement), values));
    const [patient] = rows;
    const found = trendOf(rows.toReversed());
    if (patient === undefined || found === undefined) return undefined;
    const { first, last, change_per_year: slope, ...rest } = found;
    const [oldest, newest] = [first, last].map((point) => judgedPoint(measurement, point, patient));
    const trend = {
      measurement,
      ...rest,
      first_date: first.at,
      first_value: first.value,
      ...(oldest && { first_flag: oldest.flag, first_reference: oldest.reference }),
      last_date: last.at,
      last_value: last.value,
      ...(newest && { last_flag: newest.flag, last_reference: newest.reference }),
      ...(slope !== undefined && { change_per_year: slope }),
    };
    return { trend, ...told };
  }

  /** Appends one recording in the transaction of the caller, and answers its id. */
  async record(manager: EntityManager, recording: NewRecording): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(insertVitalSign, columnsOf(recording));
    if (row === undefined) throw new Error('The recording was not written.');
    return row.id;
  }
}

type DatedPoint = Point & { readonly day: string };

type SeriesRow = DatedPoint & PatientFacts;

function judgedPoint(measurement: VitalSeries, { value, day }: DatedPoint, patient: PatientFacts) {
  if (!isJudged(measurement)) return undefined;
  return judgeVital(measurement, { value, day }, patient);
}

function isJudged(measurement: VitalSeries): measurement is JudgedVital & VitalSeries {
  return measurement in vitalRanges;
}

function columnsOf({ patientId, caller, values }: NewRecording): unknown[] {
  return [
    patientId,
    values.systolic_bp,
    values.diastolic_bp,
    values.heart_rate,
    values.temperature,
    values.respiratory_rate,
    values.oxygen_saturation,
    values.weight,
    values.height,
    bodyMassIndex(values.weight, values.height),
    `${caller.role} ${caller.subject}`,
    caller.subject,
    caller.clientId,
  ];
}
