import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
create extension if not exists btree_gist with schema public;
create extension if not exists pg_trgm with schema public;

-- Whoever changes a row, by whatever client, cannot forget the time.
create function public.touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$;

-- Every app tells from this table whether it is younger than its database.
grant select on public.schema_migration to caregate_auth, caregate_ehr;
`;

const DOWN = `
revoke select on public.schema_migration from caregate_auth, caregate_ehr;
drop function public.touch_updated_at();
drop extension pg_trgm;
drop extension btree_gist;
`;

/** What the other schemas stand on. */
export class Foundation1795253700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
