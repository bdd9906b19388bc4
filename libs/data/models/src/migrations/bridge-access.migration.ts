import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bridge keeps nothing of its own, and what it opens concerns no patient that it knows of. */
const UP = `
grant select on public.schema_migration to caregate_bridge;
grant usage on schema access to caregate_bridge;
grant select on access.revocation to caregate_bridge;
grant usage on schema messaging to caregate_bridge;
grant select, insert on messaging.message to caregate_bridge;
grant execute on function messaging.trim(interval) to caregate_bridge;
grant usage on schema audit to caregate_bridge;
grant execute on function audit.append(text), audit.append_missing(text) to caregate_bridge;
`;

const DOWN = `
revoke execute on function audit.append(text), audit.append_missing(text) from caregate_bridge;
revoke usage on schema audit from caregate_bridge;
revoke execute on function messaging.trim(interval) from caregate_bridge;
revoke select, insert on messaging.message from caregate_bridge;
revoke usage on schema messaging from caregate_bridge;
revoke select on access.revocation from caregate_bridge;
revoke usage on schema access from caregate_bridge;
revoke select on public.schema_migration from caregate_bridge;
`;

/** What the bridge may touch. */
export class BridgeAccess1795275900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
