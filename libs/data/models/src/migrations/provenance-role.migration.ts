import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
alter table ehr.provenance add column actor_role text;
comment on column ehr.provenance.actor_role is 'In which role it was written; empty where that was not kept yet';
`;

/** Patients are told by which kind of role something was withdrawn, and not by whom. */
export class ProvenanceRole1795370834395 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ehr.provenance drop column actor_role');
  }
}
