import { dayOf, withinDays } from '../shape/days.sql.js';

/** $1: time zone of the clinic. */
const appointmentColumns = `
  a.appointment_id, ${dayOf('a.starts_at', '$1')} AS date,
  to_char(a.starts_at AT TIME ZONE $1, 'HH24:MI') AS time, a.appointment_type AS type, p.name AS provider,
  a.department, a.location, a.status, a.reason,
  (extract(epoch FROM a.ends_at - a.starts_at) / 60)::int AS duration_minutes, p.npi AS provider_npi, a.version`;

/** $2: patient, $3: status or "all" that hold, $4 and $5: days, $6 and $7: cursor, $8: limit. */
export const appointmentsOfPatient = `
  SELECT ${appointmentColumns}, a.starts_at::text AS at, a.id AS row_id
  FROM ehr.appointment a JOIN ehr.provider p ON p.id = a.provider_id
  WHERE a.patient_id = $2 AND (a.status = $3 OR ($3 = 'all' AND a.status <> 'entered_in_error'))
    AND ${withinDays('a.starts_at', { zone: '$1', from: '$4', to: '$5' })}
    AND ($6::timestamptz IS NULL OR (a.starts_at, a.id) < ($6::timestamptz, $7::uuid))
  ORDER BY a.starts_at DESC, a.id DESC LIMIT $8`;
