import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A result that stands as its report does says nothing of its own. */
const UP = `
alter table ehr.medication drop constraint medication_status_check,
  add constraint medication_status_check check (status in ('active', 'discontinued', 'completed', 'entered_in_error'));
alter table ehr.allergy drop constraint allergy_status_check,
  add constraint allergy_status_check check (status in ('active', 'inactive', 'resolved', 'entered_in_error'));
alter table ehr.lab_order drop constraint lab_order_status_check,
  add constraint lab_order_status_check check (status in ('pending', 'in_progress', 'final', 'entered_in_error'));
alter table ehr.lab_component add column status text not null default 'reported'
  constraint lab_component_status_check check (status in ('reported', 'entered_in_error'));
alter table ehr.vital_sign add column status text not null default 'final'
  constraint vital_sign_status_check check (status in ('final', 'entered_in_error'));
alter table ehr.provenance drop constraint provenance_activity_check,
  add constraint provenance_activity_check check (activity in ('create', 'update', 'nullify'));
`;

/** The release before would show what was withdrawn as if it held, so there is no way back past the first withdrawal. */
const REFUSE = `
do $$ begin
  if exists (select from ehr.vital_sign where status = 'entered_in_error')
    or exists (select from ehr.lab_component where status = 'entered_in_error')
    or exists (select from ehr.lab_order where status = 'entered_in_error')
    or exists (select from ehr.medication where status = 'entered_in_error')
    or exists (select from ehr.allergy where status = 'entered_in_error')
    or exists (select from ehr.provenance where activity = 'nullify')
  then
    raise exception 'Entries were withdrawn as entered in error; the schema before cannot say so.';
  end if;
end $$;
`;

const DOWN = `
alter table ehr.provenance drop constraint provenance_activity_check,
  add constraint provenance_activity_check check (activity in ('create', 'update'));
alter table ehr.vital_sign drop column status;
alter table ehr.lab_component drop column status;
alter table ehr.lab_order drop constraint lab_order_status_check,
  add constraint lab_order_status_check check (status in ('pending', 'in_progress', 'final'));
alter table ehr.allergy drop constraint allergy_status_check,
  add constraint allergy_status_check check (status in ('active', 'inactive', 'resolved'));
alter table ehr.medication drop constraint medication_status_check,
  add constraint medication_status_check check (status in ('active', 'discontinued', 'completed'));
`;

/** What was entered in error stays on the record as such (FHIR R4 status `entered-in-error`). */
export class RecordWithdrawal1795357361000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSE);
    await runner.query(DOWN);
  }
}
