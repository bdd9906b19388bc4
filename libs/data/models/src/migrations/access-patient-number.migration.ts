import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The view runs with the rights of its owner, so that nothing else of the health record opens to those who read it. */
const UP = `
create view access.patient_number as select mrn, id as patient_id from ehr.patient;
grant select on access.patient_number to caregate_auth;
`;

/** Which patient a medical record number means: pictures name people by it (DICOM Patient ID), access does by our id. */
export class AccessPatientNumber1795264778749 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view access.patient_number');
  }
}
