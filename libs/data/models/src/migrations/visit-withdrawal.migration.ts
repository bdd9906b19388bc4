import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
alter table ehr.appointment drop constraint appointment_status_check,
  add constraint appointment_status_check check (status in ('scheduled', 'completed', 'cancelled', 'entered_in_error'));
`;

/** The release before would show what was withdrawn as if it held, so there is no way back past the first withdrawal. */
const REFUSE = `
do $$ begin
  if exists (select from ehr.appointment where status = 'entered_in_error') then
    raise exception 'Visits were withdrawn as entered in error; the schema before cannot say so.';
  end if;
end $$;
`;

const DOWN = `
alter table ehr.appointment drop constraint appointment_status_check,
  add constraint appointment_status_check check (status in ('scheduled', 'completed', 'cancelled'));
`;

/** A visit that was entered in error stays on the record as such (FHIR R4 status `entered-in-error`). */
export class VisitWithdrawal1795370356292 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSE);
    await runner.query(DOWN);
  }
}
