import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';
import { lockPatient } from '../appointments/booking.sql.js';
import {
  checkPrescription,
  type ActiveDrug,
  type RecordedAllergy,
  type Warning,
} from '../clinical/check-prescription.js';
import { casesOf } from '../shape/mrn.js';
import { expectVersion } from '../writes/expect-version.js';
import { activeAllergies, birthDateOf, lockMedication, otherDrugs } from './prescription.sql.js';

/** What is to be taken, and by whose prescription when there is one already. */
export interface AskedDrug {
  readonly name: string;
  readonly route: string | null;
  readonly id?: string;
}

/** What stands against a drug on a day, with the record locked: two prescriptions at once see each other. */
export async function warningsAgainst(
  manager: EntityManager,
  { name: drug, route, id: own }: AskedDrug,
  { patientId, day }: { readonly patientId: string; readonly day: string },
): Promise<readonly Warning[]> {
  await manager.query(lockPatient, [patientId]);
  const allergies = await manager.query<RecordedAllergy[]>(activeAllergies, [patientId]);
  const active = await manager.query<ActiveDrug[]>(otherDrugs, [patientId, own]);
  const [patient] = await manager.query<{ birth_date: string }[]>(birthDateOf, [patientId]);
  return checkPrescription(drug, allergies, active, patient && { birthDate: patient.birth_date, day, route });
}

export interface LockedMedication {
  readonly id: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly route: string | null;
  readonly status: string;
  readonly refills_remaining: number;
  readonly version: number;
}

/** The active prescription of this patient, unchanged since the caller read it. */
export async function lockActive(
  manager: EntityManager,
  { medicationId, patientId, version }: { medicationId: string; patientId: string; version: number | undefined },
): Promise<LockedMedication> {
  const [found] = await manager.query<LockedMedication[]>(lockMedication, [casesOf(medicationId), patientId]);
  if (found === undefined) throw new DomainError('ehr.medication.not_found');
  if (found.status !== 'active') throw new DomainError('ehr.medication.inactive');
  expectVersion(found.version, version);
  return found;
}
