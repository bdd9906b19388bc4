import type { EhrDatabase } from '../testing/ehr-database.js';

/** Rows of every kind: corrected, withdrawn, half empty, of one moment, and coded by whatever system. */
const rows = [
  `vital_sign (patient_id, recorded_at, recorded_by, heart_rate, systolic_bp, temperature, oxygen_saturation, status)
   SELECT $1, '2026-03-01T10:00:00.123456Z'::timestamptz + make_interval(days => n / 3), 'Nurse', nullif(60 + n, 63),
     CASE WHEN n % 2 = 0 THEN 120 END, CASE WHEN n % 3 = 0 THEN 98.6 END, CASE WHEN n % 4 = 0 THEN 97.5 END,
     (ARRAY['final', 'corrected', 'entered_in_error'])[1 + n % 3] FROM generate_series(0, 11) AS n WHERE n <> 3`,
  `lab_order (patient_id, order_id, test_name, loinc_code, status, collected_at, resulted_at)
   SELECT $1, 'Ab' || n, 'CBC', CASE WHEN n % 2 = 0 THEN '58410-2' END,
     (ARRAY['pending', 'in_progress', 'final', 'corrected', 'entered_in_error'])[1 + n % 5],
     CASE WHEN n % 2 = 1 THEN '2026-02-01T08:00:00Z'::timestamptz END,
     CASE WHEN n % 3 = 1 THEN '1969-02-01T08:00:00.5Z'::timestamptz END FROM generate_series(1, 10) AS n`,
  `lab_component (lab_order_id, patient_id, component, loinc_code, value_number, status, effective_at)
   SELECT id, $1, 'C' || n, CASE WHEN n > 1 THEN '718-' || n END, n,
     (ARRAY['reported', 'corrected', 'entered_in_error'])[n], '2026-02-01T08:00:00Z'
   FROM ehr.lab_order, generate_series(1, 3) AS n WHERE patient_id = $1 AND order_id <> 'Ab1'`,
  `medication (patient_id, medication_id, name, rxnorm_code, dosage, frequency, prescribed_date, prescriber_id, status)
   SELECT $1, 'Med' || n, 'Drug', CASE WHEN n % 2 = 0 THEN '314076' END, '', 'daily', date '2026-03-01' - n % 3,
     CASE WHEN n % 3 = 0 THEN (SELECT id FROM ehr.provider) END,
     (ARRAY['active', 'discontinued', 'completed', 'entered_in_error'])[1 + n % 4] FROM generate_series(2, 9) AS n`,
  `allergy (patient_id, allergen, code, code_system, status)
   SELECT $1, 'Allergen', CASE WHEN n % 4 > 0 THEN 'X' || n % 4 END, (ARRAY['http://snomed.info/sct', NULL, ''])[1 + n % 3],
     (ARRAY['active', 'inactive', 'resolved', 'entered_in_error'])[1 + n % 4] FROM generate_series(1, 9) AS n`,
  `appointment (patient_id, provider_id, appointment_id, starts_at, ends_at, appointment_type, status)
   SELECT $1, id, 'Apt0' || n, timestamptz '2026-06-01T10:00:00Z' + make_interval(days => n), timestamptz
     '2026-06-01T10:30:00Z' + make_interval(days => n), 'Visit',
     (ARRAY['scheduled', 'completed', 'cancelled', 'entered_in_error'])[1 + n % 4]
   FROM ehr.provider, generate_series(1, 8) AS n`,
];

/** Who wrote each of them; what was withdrawn, half of it by a tool that says so; and results of orders. */
const writes = `provenance (patient_id, target, target_id, activity, before, reason, tool, actor_kind, actor_subject,
    actor_client, request_id, recorded_at)
  SELECT $1, target, id, activity, CASE activity WHEN 'create' THEN NULL ELSE '{}'::jsonb END, 'Because', tool, 'user',
    'doctor-1', 'app', 'r1', timestamptz '2026-03-05T10:00:00Z' + make_interval(hours => row_number() OVER (ORDER BY id)::int)
  FROM (SELECT 'vital_sign' AS target, id, status, recorded_at AS at FROM ehr.vital_sign WHERE patient_id = $1
    UNION ALL SELECT 'lab_order', id, status, ordered_at FROM ehr.lab_order WHERE patient_id = $1
    UNION ALL SELECT 'medication', id, status, created_at FROM ehr.medication WHERE patient_id = $1
    UNION ALL SELECT 'allergy', id, status, created_at FROM ehr.allergy WHERE patient_id = $1
    UNION ALL SELECT 'appointment', id, status, starts_at FROM ehr.appointment WHERE patient_id = $1
    UNION ALL SELECT 'patient', $1::uuid, 'active', now()) AS row (target, id, status, at),
    LATERAL (VALUES ('create', 'order_lab'), ('update', 'record_lab_results'), ('update', 'end_allergy'),
      ('nullify', 'withdraw_lab_order')) AS write (activity, tool)
  WHERE activity <> 'nullify' OR (status = 'entered_in_error' AND extract(day FROM at)::int % 2 = 0)`;

/** To a chart in which there is a provider. */
export async function givenRows(database: EhrDatabase, patientId: string): Promise<void> {
  for (const sql of [...rows, writes]) await database.query(`INSERT INTO ehr.${sql}`, [patientId]);
}
