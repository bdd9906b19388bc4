import { dayOf, withinDays } from '../shape/days.sql.js';

/** $1: patient, $2 and $3: days, $4 and $5: cursor, $6: limit, $7: time zone of the clinic, $8: whether those that were entered
 * in error are meant, instead of those that hold. */
export const vitalSignsOfPatient = `
  SELECT to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS recorded_date,
         CASE WHEN coalesce(systolic_bp, diastolic_bp) IS NOT NULL
              THEN coalesce(systolic_bp::text, '?') || '/' || coalesce(diastolic_bp::text, '?') END AS blood_pressure,
         systolic_bp, diastolic_bp, heart_rate, temperature::float8 AS temperature,
         oxygen_saturation::float8 AS oxygen_saturation, weight::float8 AS weight, bmi::float8 AS bmi, recorded_by,
         respiratory_rate, height::float8 AS height, gender, birth_date, ${dayOf('recorded_at', '$7')} AS day, v.version,
         v.id AS recording_id,
         recorded_at::text AS at, v.id AS row_id
  FROM ehr.vital_sign v JOIN ehr.patient p ON p.id = v.patient_id
  WHERE patient_id = $1 AND (v.status = 'entered_in_error') = $8::boolean
    AND ${withinDays('recorded_at', { zone: '$7', from: '$2', to: '$3' })}
    AND ($4::timestamptz IS NULL OR (recorded_at, v.id) < ($4::timestamptz, $5::uuid))
  ORDER BY recorded_at DESC, v.id DESC LIMIT $6`;

export const insertVitalSign = `
  INSERT INTO ehr.vital_sign (patient_id, recorded_at, systolic_bp, diastolic_bp, heart_rate, temperature,
    respiratory_rate, oxygen_saturation, weight, height, bmi, recorded_by, recorded_by_subject, recorded_by_client)
  VALUES ($1, now(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`;

const series = [
  'systolic_bp',
  'diastolic_bp',
  'heart_rate',
  'temperature',
  'respiratory_rate',
  'oxygen_saturation',
  'weight',
  'bmi',
] as const;

export type VitalSeries = (typeof series)[number];

export const vitalSeries: readonly VitalSeries[] = series;

/** $1: patient, $2: limit, $3: time zone of the clinic, $4 and $5: days. The column is one of ours, never a caller's text. Newest first. */
export function seriesOf(column: VitalSeries): string {
  return `
    SELECT ${column}::float8 AS value, to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at,
           ${dayOf('recorded_at', '$3')} AS day, gender, birth_date
    FROM ehr.vital_sign v JOIN ehr.patient p ON p.id = v.patient_id
    WHERE patient_id = $1 AND ${column} IS NOT NULL AND v.status <> 'entered_in_error'
      AND ${withinDays('recorded_at', { zone: '$3', from: '$4', to: '$5' })}
    ORDER BY recorded_at DESC LIMIT $2`;
}
