import type { DataSource } from 'typeorm';

/** Tells which patient a medical record number means, and nothing more of the health record. */
export class PatientNumbersRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Logical id of the FHIR Patient, or `undefined` where nobody has the number. */
  async patientIdOf(mrn: string): Promise<string | undefined> {
    const sql = 'select patient_id as "patientId" from access.patient_number where mrn = $1';
    const [row] = await this.dataSource.query<{ patientId: string }[]>(sql, [mrn]);
    return row?.patientId;
  }
}
