import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Empty means never. When those corrected before were, nothing tells; so they are told of once more. */
const UP = `
alter table ehr.vital_sign add column updated_at timestamptz;
update ehr.vital_sign set updated_at = now() where version > 1;
comment on column ehr.vital_sign.updated_at is 'When it was last corrected';
create trigger touch before update on ehr.vital_sign for each row execute function public.touch_updated_at();
`;

const DOWN = `
drop trigger touch on ehr.vital_sign;
alter table ehr.vital_sign drop column updated_at;
`;

/** A correction of vital signs has a time of its own, by which clients fetch what changed. */
export class VitalSignCorrection1795349953000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
