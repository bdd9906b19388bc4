import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PatientSearchRepository } from '@caregate/data-models';
import type { DataSource } from 'typeorm';

/** One question to the health record. */
export type RecordQuestion = () => Promise<unknown>;

/** The part of the app's repositories that is asked here; the app itself is built, and started by nobody. */
interface Asked {
  ofPatient(query: object): Promise<unknown>;
  trend(of: string, whose: { readonly patientId: string }): Promise<unknown>;
}

type AskedClass = new (dataSource: DataSource, clinic: { readonly timeZone: string }) => Asked;

const app = path.resolve(import.meta.dirname, '../../../../apps/ehr-mcp/dist');
const GLUCOSE = '2345-7';
const clinic = { timeZone: 'America/New_York' };

/** Laboratory orders, a series, vital signs and a name, for patients from all over the record. */
export async function recordQuestions(dataSource: DataSource, patients: number): Promise<readonly RecordQuestion[]> {
  const labs = new (await built('labs/lab.repository.js', 'LabRepository'))(dataSource, clinic);
  const vitals = new (await built('vitals/vital-signs.repository.js', 'VitalSignsRepository'))(dataSource, clinic);
  const names = new PatientSearchRepository(dataSource);
  const people = await dataSource.query<{ id: string; name: string }[]>(
    `SELECT id, lower(first_name) || ' ' || lower(last_name) AS name FROM ehr.patient ORDER BY md5(mrn) LIMIT $1`,
    [patients],
  );
  return people.flatMap(({ id: patientId, name }) => [
    () => labs.ofPatient({ patientId, status: 'all', limit: 20 }),
    () => labs.trend(GLUCOSE, { patientId }),
    () => vitals.ofPatient({ patientId, limit: 10 }),
    () => vitals.trend('heart_rate', { patientId }),
    () => names.byName(name.slice(0, 6), { limit: 10 }),
  ]);
}

async function built(file: string, name: string): Promise<AskedClass> {
  const module: unknown = await import(pathToFileURL(path.join(app, file)).href);
  const found: unknown = Object(module)[name];
  if (typeof found !== 'function') throw new Error(`${file} has no ${name}; build apps/ehr-mcp first.`);
  // A class by its name; a wrong shape fails at the first question.
  return found as AskedClass;
}
