/** $1: NPI. Whoever books with a provider waits here, so that conflicts are listed from what is true. */
export const lockProvider = `
  SELECT id, name, department, accepting_new_patients FROM ehr.provider WHERE npi = $1 FOR NO KEY UPDATE`;

/** $1: patient. Always after the provider: two orders of locks would be a deadlock. */
export const lockPatient = `SELECT 1 FROM ehr.patient WHERE id = $1 FOR NO KEY UPDATE`;

/** A day and a time on the clock of a zone as a moment; of two PostgreSQL takes the second, unless the offset is given. */
const momentOf = (day: string, time: string, zone: string) => `
  CASE WHEN ${time}::text ~ '[+-]' THEN (${day}::text || ' ' || ${time}::text)::timestamptz
       ELSE (${day}::text::date + ${time}::text::time) AT TIME ZONE ${zone} END`;

/** $1: day, $2: time, $3: time zone. `exists` is false for an hour that daylight saving skips, and for an offset that the
 * zone does not have then; `second` and `first` are true for one that it repeats. */
export const instantOf = `
  SELECT starts_at::text, starts_at AT TIME ZONE $3 = local AS exists, starts_at <= now() AS past,
         (starts_at - interval '1 hour') AT TIME ZONE $3 = local AS second,
         (starts_at + interval '1 hour') AT TIME ZONE $3 = local AS first,
         extract(isodow FROM local)::int AS weekday
  FROM (SELECT ${momentOf('$1', '$2', '$3')} AS starts_at, $1::text::date + $2::text::time AS local) at`;

/** $1: NPI, $2: patient, $3: day, $4: time, $5: time zone, $6: minutes, $7: appointment that is moved. */
export const overlaps = `
  SELECT p.npi = $1 AS of_provider, a.patient_id = $2 AS of_patient, a.appointment_id, p.name AS provider,
         to_char(a.starts_at AT TIME ZONE $5, 'HH24:MI') AS from, to_char(a.ends_at AT TIME ZONE $5, 'HH24:MI') AS to
  FROM (SELECT ${momentOf('$3', '$4', '$5')} AS begins) wish,
       ehr.appointment a JOIN ehr.provider p ON p.id = a.provider_id
  WHERE (a.provider_id = (SELECT id FROM ehr.provider WHERE npi = $1) OR a.patient_id = $2)
    AND a.status = 'scheduled' AND a.id IS DISTINCT FROM $7::uuid
    AND tstzrange(a.starts_at, a.ends_at) && tstzrange(wish.begins, wish.begins + make_interval(mins => $6))
  ORDER BY a.starts_at`;

/** Nothing is answered when the identifier is taken. */
export const insertAppointment = `
  INSERT INTO ehr.appointment (appointment_id, patient_id, provider_id, starts_at, ends_at, appointment_type,
    department, location, reason)
  VALUES ($1, $2, $3, $4::timestamptz, $4::timestamptz + make_interval(mins => $5), $6, $7, $8, $9)
  ON CONFLICT (appointment_id) DO NOTHING RETURNING id, appointment_id, version`;

/** $1: identifier as it was typed, and then as it may have been meant; $2: patient. */
export const findAppointment = `
  SELECT a.id, a.status, p.npi FROM ehr.appointment a JOIN ehr.provider p ON p.id = a.provider_id
  WHERE a.appointment_id = ANY($1) AND a.patient_id = $2 ORDER BY array_position($1, a.appointment_id) LIMIT 1`;

/** $1: id. */
export const lockAppointment = `
  SELECT to_jsonb(a) AS before, a.version, a.status,
         (extract(epoch FROM a.ends_at - a.starts_at) / 60)::int AS minutes
  FROM ehr.appointment a WHERE a.id = $1 FOR UPDATE`;

export const moveAppointment = `
  UPDATE ehr.appointment
  SET starts_at = $2::timestamptz, ends_at = $2::timestamptz + make_interval(mins => $3), version = version + 1
  WHERE id = $1 RETURNING version`;

export const cancelAppointment = `
  UPDATE ehr.appointment SET status = 'cancelled', version = version + 1 WHERE id = $1 RETURNING version`;

/** $1: time zone, $2: id. */
export const shownAppointment = `
  SELECT a.appointment_id, to_char(a.starts_at AT TIME ZONE $1, 'YYYY-MM-DD') AS date,
         to_char(a.starts_at AT TIME ZONE $1, 'HH24:MI') AS time, p.name AS provider, a.department, a.status,
         (extract(epoch FROM a.ends_at - a.starts_at) / 60)::int AS duration_minutes, a.version
  FROM ehr.appointment a JOIN ehr.provider p ON p.id = a.provider_id WHERE a.id = $2`;

/** $1: time zone, $2 and $3: days, $4 and $5: opening hours in minutes, $6: length in minutes, $7: NPI, $8: limit. One after the
 * other from the opening on, and where an appointment ends: a long visit fits between two that lie across that grid. */
export const freeSlots = `
  WITH taken AS (
    SELECT a.starts_at, a.ends_at FROM ehr.appointment a JOIN ehr.provider p ON p.id = a.provider_id
    WHERE p.npi = $7 AND a.status = 'scheduled'
      AND a.ends_at >= $2::timestamp AT TIME ZONE $1 AND a.starts_at < ($3::date + 1)::timestamp AT TIME ZONE $1
  ), candidate AS (
    SELECT day + make_interval(mins => minute) AS local
    FROM generate_series($2::date::timestamp, $3::date::timestamp, interval '1 day') day,
         generate_series($4::int, $5::int - $6::int, $6::int) minute
    UNION SELECT date_trunc('minute', ends_at AT TIME ZONE $1 + interval '59 seconds') FROM taken
  ), slot AS (
    SELECT local, local AT TIME ZONE $1 AS starts_at FROM candidate
    WHERE local::date BETWEEN $2::date AND $3::date AND extract(isodow FROM local) < 6
      AND extract(hour FROM local) * 60 + extract(minute FROM local) BETWEEN $4::int AND $5::int - $6::int
  )
  SELECT to_char(local, 'YYYY-MM-DD') AS date, to_char(local, 'HH24:MI') AS time FROM slot
  WHERE slot.starts_at > now() AND slot.starts_at AT TIME ZONE $1 = local
    AND NOT EXISTS (
      SELECT FROM taken a
      WHERE tstzrange(a.starts_at, a.ends_at) && tstzrange(slot.starts_at, slot.starts_at + make_interval(mins => $6::int)))
  ORDER BY local LIMIT $8`;
