import type { Caller } from '@caregate/core-permissions';
import type { DataSource, EntityManager } from 'typeorm';
import { trendOf, type Point, type Trend } from '../clinical/trend-of.js';
import { readCursor } from '../shape/cursor.js';
import type { Positioned } from '../shape/page.js';
import { bodyMassIndex } from './body-mass-index.js';
import type { RecordingView } from './get-vital-signs.tool.js';
import type { Measurements } from './measurements.js';
import { insertVitalSign, seriesOf, vitalSignsOfPatient, type VitalSeries } from './vital-signs.sql.js';

const SERIES_MAX = 1000;

export interface NewRecording {
  readonly patientId: string;
  readonly caller: Caller;
  readonly values: Measurements;
}

export interface VitalSignsQuery {
  readonly patientId: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Reads and appends of `ehr.vital_sign`. */
export class VitalSignsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first, and one more than the limit when there is more. */
  ofPatient({ patientId, from, to, limit, ...query }: VitalSignsQuery): Promise<(RecordingView & Positioned)[]> {
    const cursor = readCursor(query.cursor);
    return this.dataSource.query(vitalSignsOfPatient, [patientId, from, to, cursor?.at, cursor?.id, limit + 1]);
  }

  /** `undefined` for fewer than two values. */
  async trend(patientId: string, column: VitalSeries): Promise<Trend | undefined> {
    const points = await this.dataSource.query<Point[]>(seriesOf(column), [patientId, SERIES_MAX]);
    return trendOf(points.reverse());
  }

  /** Appends one recording in the transaction of the caller, and answers its id. */
  async record(manager: EntityManager, recording: NewRecording): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(insertVitalSign, columnsOf(recording));
    if (row === undefined) throw new Error('The recording was not written.');
    return row.id;
  }
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
