import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
alter table orchestrator.task add column undelivered boolean not null default false;
`;

const DOWN = `
alter table orchestrator.task drop column undelivered;
`;

/** A task that was given by name to an agent who is not there waits for it until the lease ends. */
export class UndeliveredTask1795276563000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
