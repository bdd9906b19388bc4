import { scopes } from '@caregate/core-permissions';
import type { AppView } from '@caregate/kit-mcp';
import { givenCaller, givenRelation, type RecordingAudit } from '@caregate/testing';
import { ehrDatabase, type EhrDatabase } from '../testing/ehr-database.js';
import { ehrDoor } from '../testing/ehr-door.js';

export interface GivenCharts {
  readonly mcpUrl: string;
  readonly trail: RecordingAudit;
  end(): Promise<void>;
}

export interface ChartsOptions {
  readonly views: readonly AppView[];
  /** Pages of this origin may call. */
  readonly hostUrl: string;
}

/** All tools over HTTP on a real database, for a doctor of John (MRN001) and of Mary (MRN002), of whom nothing is known. */
export async function givenCharts({ views, hostUrl }: ChartsOptions): Promise<GivenCharts> {
  const database = await ehrDatabase();
  const patients = await fill(database);
  const door = await ehrDoor(database, { views, allowedOrigins: [new URL(hostUrl).origin] });
  const relations = patients.map((patientId) => givenRelation('doctor-1', patientId));
  door.admit('doctor', givenCaller({ subject: 'doctor-1', scopes: Object.keys(scopes) }), relations);
  return {
    mcpUrl: door.url,
    trail: door.trail,
    end: async () => {
      await door.end();
      await database.end();
    },
  };
}

/** A text that would do something, were it ever taken for markup. */
export const hostile = `<img src="https://evil.example/x.png" onerror="document.title='owned'"></script><b>x</b>`;

async function fill(database: EhrDatabase): Promise<string[]> {
  const person = { birth_date: '1985-06-15', gender: 'male' };
  const john = await database.addPatient({ mrn: 'MRN001', first_name: 'John', last_name: 'Doe', ...person });
  const mary = await database.addPatient({ mrn: 'MRN002', first_name: 'Mary', last_name: 'Johnson', ...person });
  await database.query(vitalsOf, [john]);
  await database.query(ordersOf, [john]);
  await database.query(resultsOf, [john]);
  await database.query(strangeResult, [john, hostile]);
  return [john, mary];
}

/** 200 recordings, one each five days, the newest of yesterday: 131/84 and 72. */
const vitalsOf = `
  INSERT INTO ehr.vital_sign (patient_id, recorded_at, systolic_bp, diastolic_bp, heart_rate, temperature,
    oxygen_saturation, weight, recorded_by)
  SELECT $1::uuid, date_trunc('day', now()) - make_interval(days => 1 + 5 * i) + interval '9 hours',
    131 - round(9 * sin(i / 9.0))::int - i % 4, 84 - round(5 * sin(i / 9.0))::int - i % 3,
    72 + round(8 * sin(i / 5.0))::int, 98.2 + (i % 5) * 0.2, 98 - i % 3, 184 - i * 0.06 + (i % 3) * 0.4, 'nurse of specs'
  FROM generate_series(0, 199) AS i`;

const ordersOf = `
  INSERT INTO ehr.lab_order (order_id, patient_id, test_name, ordered_at, resulted_at, status)
  SELECT 'LAB' || i, $1::uuid, 'Metabolic panel', at, at + interval '6 hours', 'final'
  FROM generate_series(0, 11) AS i, LATERAL (
    SELECT date_trunc('day', now()) - make_interval(days => 2 + 30 * i) + interval '8 hours' AS at) AS moments`;

const resultsOf = `
  INSERT INTO ehr.lab_component (lab_order_id, patient_id, component, loinc_code, value_number, unit, effective_at)
  SELECT o.id, $1::uuid, name, code, round((base + step * (11 - i) + swing * (i % 3))::numeric, 2), unit, o.resulted_at
  FROM ehr.lab_order o, LATERAL (SELECT substr(o.order_id, 4)::int AS i) AS places,
    (VALUES ('Glucose', '2345-7', 88, 3.1, 4, 'mg/dL'), ('Potassium', '2823-3', 3.2, 0.3, 0.1, 'mmol/L'),
      ('Creatinine', '2160-0', 0.9, 0.01, 0.05, 'mg/dL'), ('Sodium', '2951-2', 138, 0.1, 1, 'mmol/L'))
    AS analytes (name, code, base, step, swing, unit)
  WHERE o.patient_id = $1::uuid`;

const strangeResult = `
  INSERT INTO ehr.lab_component (lab_order_id, patient_id, component, value_text, reference_text, flag, effective_at)
  SELECT id, $1::uuid, 'Comment ' || $2, $2, $2, 'A', resulted_at FROM ehr.lab_order WHERE order_id = 'LAB0'`;
