import type { Scope } from '@caregate/core-permissions';
import type { EhrDatabase } from '../testing/ehr-database.js';

/** Two patients, of whom the first has a row in every table. */
export interface GivenChart {
  readonly john: string;
  readonly mary: string;
  /** Logical ids of John's rows. */
  readonly ids: Readonly<Record<ChartRow, string>>;
}

type ChartRow = 'provider' | 'vitals' | 'order' | 'component' | 'medication' | 'allergy' | 'appointment';

export const readScopes: readonly Scope[] = [
  'read:patients',
  'read:appointments',
  'read:medications',
  'read:allergies',
  'read:labs',
  'read:vitals',
  'read:providers',
];

export async function givenChart(database: EhrDatabase): Promise<GivenChart> {
  const john = await database.addPatient({
    mrn: 'MRN001',
    first_name: 'John',
    last_name: 'Doe',
    birth_date: '1985-06-15',
    gender: 'male',
    email: 'John.Doe@example.org',
    phone: '978-555-0109',
    street: '54 Spring Street',
    city: 'Lowell',
    ssn_sealed: Buffer.from('sealed'),
  });
  const mary = await database.addPatient({
    mrn: 'MRN002',
    first_name: 'Mary',
    last_name: 'Johnson',
    birth_date: '1990-01-01',
    gender: 'female',
  });
  return { john, mary, ids: await fill(database, john) };
}

/** That a tool wrote John's rows of each kind, a doctor changed one through an assistant, and vital signs were corrected. */
export async function givenWrites(database: EhrDatabase, { john, ids }: GivenChart): Promise<void> {
  await database.query(
    `INSERT INTO ehr.provenance (patient_id, target, target_id, activity, before, reason, tool, actor_kind,
       actor_subject, actor_role, actor_client, on_behalf_of, request_id, recorded_at)
     SELECT $1, target, id, activity, CASE activity WHEN 'update' THEN '{}'::jsonb END, reason, tool, 'user', subject, 'doctor', 'app', behalf, 'r1',
            '2026-03-03T10:00:00Z'::timestamptz
     FROM (VALUES
       ('patient', $1::uuid, 'create', 'create_patient', 'desk-1', NULL, NULL),
       ('appointment', $2, 'create', 'schedule_appointment', 'desk-1', NULL, NULL),
       ('medication', $3, 'create', 'prescribe_medication', 'doctor-1', 'Desensitised last week', NULL),
       ('medication', $3, 'update', 'refill_medication', 'agent-1', NULL, 'doctor-1'),
       ('allergy', $4, 'create', 'add_allergy', 'nurse-1', NULL, NULL),
       ('lab_order', $5, 'create', 'order_lab', 'doctor-1', NULL, NULL),
       ('lab_order', $5, 'update', 'record_lab_results', 'lab-1', NULL, NULL),
       ('vital_sign', $6, 'create', 'record_vital_signs', 'nurse-1', NULL, NULL),
       ('vital_sign', $6, 'update', 'record_vital_signs', 'nurse-2', 'Typed in the wrong unit', NULL)
     ) AS t (target, id, activity, tool, subject, reason, behalf)`,
    [john, ids.appointment, ids.medication, ids.allergy, ids.order, ids.vitals],
  );
}

async function fill(database: EhrDatabase, john: string): Promise<Record<ChartRow, string>> {
  const insert = async (sql: string, values: readonly unknown[]) => {
    const [row] = await database.query(`INSERT INTO ehr.${sql} RETURNING id`, values);
    return String(row?.['id']);
  };
  const provider = await insert(
    `provider (npi, name, specialty, department) VALUES ('1234567893', 'Dr. Sarah Smith', 'Medicine', 'Primary Care')`,
    [],
  );
  const vitals = await insert(
    `vital_sign (patient_id, recorded_at, systolic_bp, diastolic_bp, heart_rate, weight, recorded_by, recorded_by_subject)
     VALUES ($1, '2026-03-02T10:00:00Z', 120, 80, 61, 160.5, 'Nurse', 'nurse-1')`,
    [john],
  );
  const order = await insert(
    `lab_order (order_id, patient_id, test_name, status, resulted_at) VALUES ('LAB1', $1, 'CBC', 'final', now())`,
    [john],
  );
  const component = await insert(
    `lab_component (lab_order_id, patient_id, component, value_number, unit, effective_at)
     VALUES ($1, $2, 'Hemoglobin', 13.5, 'g/dL', '2026-02-01T08:00:00Z')`,
    [order, john],
  );
  const medication = await insert(
    `medication (medication_id, patient_id, name, dosage, frequency) VALUES ('MED1', $1, 'Lisinopril', '10 mg', 'daily')`,
    [john],
  );
  const allergy = await insert(`allergy (patient_id, allergen) VALUES ($1, 'Penicillin')`, [john]);
  const appointment = await insert(
    `appointment (appointment_id, patient_id, provider_id, starts_at, ends_at, appointment_type)
     VALUES ('APT1', $1, $2, '2026-05-04T14:00:00Z', '2026-05-04T14:30:00Z', 'Office Visit')`,
    [john, provider],
  );
  return { provider, vitals, order, component, medication, allergy, appointment };
}
