import type { Caller } from '@caregate/core-permissions';
import type { DataSource, EntityManager } from 'typeorm';
import { once } from '../writes/once.js';
import { bodyMassIndex } from './body-mass-index.js';
import type { RecordingView } from './get-vital-signs.tool.js';
import type { Measurements } from './measurements.js';

const latest = `
  SELECT to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS recorded_date,
         systolic_bp || '/' || diastolic_bp AS blood_pressure, heart_rate, temperature::float8 AS temperature,
         oxygen_saturation::float8 AS oxygen_saturation, weight::float8 AS weight, bmi::float8 AS bmi, recorded_by
  FROM ehr.vital_sign WHERE patient_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT $2`;

const insert = `
  INSERT INTO ehr.vital_sign (patient_id, recorded_at, systolic_bp, diastolic_bp, heart_rate, temperature,
    respiratory_rate, oxygen_saturation, weight, height, bmi, recorded_by, recorded_by_subject, recorded_by_client)
  VALUES ($1, now(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

export interface NewRecording {
  readonly patientId: string;
  readonly caller: Caller;
  readonly values: Measurements;
  /** Idempotency key. */
  readonly key: string | undefined;
}

/** Reads and appends of `ehr.vital_sign`. */
export class VitalSignsRepository {
  constructor(private readonly dataSource: DataSource) {}

  latest(patientId: string, limit: number): Promise<RecordingView[]> {
    return this.dataSource.query<RecordingView[]>(latest, [patientId, limit]);
  }

  /** Row, idempotency key and audit record in one transaction: all of them, or none. */
  async record(recording: NewRecording, audit: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { caller, key, patientId, values } = recording;
      const request = { caller: caller.subject, key, tool: 'record_vital_signs', arguments: { patientId, ...values } };
      if (await once(manager, request)) await manager.query(insert, columnsOf(recording));
      await audit(manager);
    });
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
