import { dayOf, withinDays } from '../shape/days.sql.js';

const instant = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** `zone` is the parameter with the time zone of the clinic. */
const component = (zone: string) => `json_build_object('component', c.component, 'loinc', c.loinc_code,
  'value', coalesce(to_json(c.value_number::float8), to_json(c.value_text)), 'unit', c.unit,
  'low', c.reference_low::float8, 'high', c.reference_high::float8, 'reference_text', c.reference_text,
  'flag', c.flag, 'day', ${dayOf('c.effective_at', zone)})`;

/** $1: patient, $2: status or "all" that hold, $3 and $4: days, $5: LOINC of test or component, $6 and $7: cursor,
 * $8: limit, $9: time zone of the clinic. */
export const labOrdersOfPatient = `
  SELECT o.order_id, o.test_name, ${instant('o.ordered_at')} AS ordered_date, ${instant('o.resulted_at')} AS resulted_date,
         o.status, o.version, o.ordered_at::text AS at, o.id AS row_id, coalesce(r.results, '[]') AS results
  FROM ehr.lab_order o
  LEFT JOIN LATERAL (
    SELECT json_agg(${component('$9')} ORDER BY c.id) AS results FROM ehr.lab_component c
    WHERE c.lab_order_id = o.id AND (c.status = 'entered_in_error') = ($2 = 'entered_in_error')
      AND ($5::text IS NULL OR o.loinc_code = $5 OR c.loinc_code = $5)
  ) r ON true
  WHERE o.patient_id = $1
    AND (o.status = $2 OR ($2 = 'final' AND o.status = 'corrected') OR ($2 = 'all' AND o.status <> 'entered_in_error')
      OR ($2 = 'entered_in_error' AND o.id IN (
        SELECT e.lab_order_id FROM ehr.lab_component e WHERE e.patient_id = $1 AND e.status = 'entered_in_error')))
    AND ${withinDays('o.ordered_at', { zone: '$9', from: '$3', to: '$4' })}
    AND ($5::text IS NULL OR o.loinc_code = $5 OR o.id IN (
      SELECT s.lab_order_id FROM ehr.lab_component s WHERE s.patient_id = $1 AND s.loinc_code = $5))
    AND ($6::timestamptz IS NULL OR (o.ordered_at, o.id) < ($6::timestamptz, $7::uuid))
  ORDER BY o.ordered_at DESC, o.id DESC LIMIT $8`;

/** $1: patient, $2: LOINC of the component, $3: limit, $4: time zone of the clinic, $5 and $6: days. Newest first. */
export const labSeries = `
  SELECT c.component, c.unit, c.value_number::float8 AS value, ${instant('c.effective_at')} AS at
  FROM ehr.lab_component c
  WHERE c.patient_id = $1 AND c.loinc_code = $2 AND c.status <> 'entered_in_error'
    AND ${withinDays('c.effective_at', { zone: '$4', from: '$5', to: '$6' })}
  ORDER BY c.effective_at DESC LIMIT $3`;

/** $1: patient, $2: time zone of the clinic, $3: LOINC of test or component, $4 and $5: days, $6 and $7: cursor, $8: limit, or
 * null for all. The newest result of each component, by order; all of them where several are of one moment, as those of a
 * tolerance test. */
export const latestOfEach = `
  SELECT o.order_id, o.test_name, ${instant('o.ordered_at')} AS ordered_date, ${instant('o.resulted_at')} AS resulted_date,
         o.status, o.version, o.ordered_at::text AS at, o.id AS row_id, json_agg(${component('$2')} ORDER BY c.id) AS results
  FROM (
    SELECT *, rank() OVER (PARTITION BY coalesce(loinc_code, lower(component)) ORDER BY effective_at DESC) AS place
    FROM ehr.lab_component
    WHERE patient_id = $1 AND status <> 'entered_in_error'
      AND ${withinDays('effective_at', { zone: '$2', from: '$4', to: '$5' })}
  ) c
  JOIN ehr.lab_order o ON o.id = c.lab_order_id
  WHERE c.place = 1 AND ($3::text IS NULL OR c.loinc_code = $3 OR o.loinc_code = $3)
    AND ($6::timestamptz IS NULL OR (o.ordered_at, o.id) < ($6::timestamptz, $7::uuid))
  GROUP BY o.id ORDER BY o.ordered_at DESC, o.id DESC LIMIT $8`;

export const subjectOfPatient = `SELECT gender, birth_date FROM ehr.patient WHERE id = $1`;
