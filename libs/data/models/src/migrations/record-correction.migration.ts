import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reports and vital signs that were corrected before are known: only a correction has changed them again. Which results of
 * a report it was is told by what they said before. Clients that fetch what changed are told of them once more.
 */
const UP = `
alter table ehr.lab_order drop constraint lab_order_status_check,
  add constraint lab_order_status_check
    check (status in ('pending', 'in_progress', 'final', 'corrected', 'entered_in_error'));
alter table ehr.lab_component drop constraint lab_component_status_check,
  add constraint lab_component_status_check check (status in ('reported', 'corrected', 'entered_in_error'));
alter table ehr.vital_sign drop constraint vital_sign_status_check,
  add constraint vital_sign_status_check check (status in ('final', 'corrected', 'entered_in_error'));

update ehr.lab_order o set status = 'corrected'
where status = 'final' and exists (
  select from ehr.provenance p
  where p.target = 'lab_order' and p.target_id = o.id and p.activity = 'update' and p.before ? 'results');
update ehr.lab_component c set status = 'corrected'
from ehr.provenance p, jsonb_array_elements(p.before -> 'results') said
where p.target = 'lab_order' and p.target_id = c.lab_order_id and p.activity = 'update' and c.status = 'reported'
  and said ->> 'id' = c.id::text
  and (to_jsonb(c) - 'status' - 'reference_text') is distinct from (said - 'status' - 'reference_text');
update ehr.vital_sign set status = 'corrected' where status = 'final' and version > 1;
`;

/** The schema before says so in the provenance only. */
const DOWN = `
update ehr.lab_order set status = 'final' where status = 'corrected';
update ehr.lab_component set status = 'reported' where status = 'corrected';
update ehr.vital_sign set status = 'final' where status = 'corrected';
alter table ehr.vital_sign drop constraint vital_sign_status_check,
  add constraint vital_sign_status_check check (status in ('final', 'entered_in_error'));
alter table ehr.lab_component drop constraint lab_component_status_check,
  add constraint lab_component_status_check check (status in ('reported', 'entered_in_error'));
alter table ehr.lab_order drop constraint lab_order_status_check,
  add constraint lab_order_status_check check (status in ('pending', 'in_progress', 'final', 'entered_in_error'));
`;

/** A report that was corrected says so (FHIR R4 status `corrected`). */
export class RecordCorrection1795358337000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
