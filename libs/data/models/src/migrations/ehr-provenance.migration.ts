import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has been written is never rewritten: the app may add to this table and read it, and nothing else. */
const UP = `
create table ehr.provenance (
  id uuid primary key default uuidv7(),
  patient_id uuid references ehr.patient (id) on delete cascade,
  target text not null,
  target_id uuid not null,
  activity text not null check (activity in ('create', 'update')),
  before jsonb,
  reason text,
  tool text not null,
  actor_kind text not null,
  actor_subject text not null,
  actor_client text not null,
  on_behalf_of text,
  request_id text not null,
  recorded_at timestamptz not null default now(),
  constraint provenance_keeps_what_was_changed check ((activity = 'create') = (before is null))
);
create index provenance_of_target on ehr.provenance (target_id, recorded_at);
create index provenance_of_patient on ehr.provenance (patient_id, recorded_at);
grant select, insert on ehr.provenance to caregate_ehr;
`;

/** Who wrote which row of the health record, on whose behalf and why, and what it said before (FHIR R4 Provenance). */
export class EhrProvenance1795276288426 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ehr.provenance');
  }
}
