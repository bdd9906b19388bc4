import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The app keeps nothing of its own: pictures stay in their archives, and of people it learns which number is whose. */
const UP = `
grant select on public.schema_migration to caregate_imaging;
grant usage on schema access to caregate_imaging;
grant select on access.relation, access.revocation, access.patient_number to caregate_imaging;
grant usage on schema messaging to caregate_imaging;
grant select, insert on messaging.message to caregate_imaging;
grant execute on function messaging.trim(interval) to caregate_imaging;
grant usage on schema audit to caregate_imaging;
grant execute on function audit.append(text), audit.append_missing(text) to caregate_imaging;
`;

const DOWN = `
revoke execute on function audit.append(text), audit.append_missing(text) from caregate_imaging;
revoke usage on schema audit from caregate_imaging;
revoke execute on function messaging.trim(interval) from caregate_imaging;
revoke select, insert on messaging.message from caregate_imaging;
revoke usage on schema messaging from caregate_imaging;
revoke select on access.relation, access.revocation, access.patient_number from caregate_imaging;
revoke usage on schema access from caregate_imaging;
revoke select on public.schema_migration from caregate_imaging;
`;

/** What the imaging app may touch. */
export class ImagingAccess1795264929241 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
