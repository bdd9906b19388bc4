import type { DataSource } from 'typeorm';

/** Tells which patient a medical record number means, and nothing more of the health record. */
export class PatientNumbersRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Logical id of the FHIR Patient, or `undefined` where nobody has the number. */
  async patientIdOf(mrn: string): Promise<string | undefined> {
    return (await this.patientIdsOf([mrn])).get(mrn);
  }

  /** The same by number; one that nobody has is not there. */
  async patientIdsOf(mrns: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const sql = 'select mrn, patient_id as "patientId" from access.patient_number where mrn = any($1)';
    const rows = await this.dataSource.query<{ mrn: string; patientId: string }[]>(sql, [mrns]);
    return new Map(rows.map(({ mrn, patientId }) => [mrn, patientId]));
  }
}
