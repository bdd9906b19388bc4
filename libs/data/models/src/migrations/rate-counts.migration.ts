import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Unlogged: counts live for minutes, so they need no write-ahead log, no backup and no place on a replica; after a crash of
 * the server they begin anew. Rows are rewritten all the time, so each page keeps room for that.
 */
const UP = `
create unlogged table auth.rate_count (
  key text primary key,
  points integer not null,
  expire bigint not null
) with (fillfactor = 50);
grant select, insert, update, delete on auth.rate_count to caregate_auth;
`;

/** Rate limits that several processes share where there is no Redis. */
export class RateCounts1795334279401 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table auth.rate_count');
  }
}
