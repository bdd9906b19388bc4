import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
alter table orchestrator.task add column lost_count integer not null default 0;
`;

const DOWN = `
alter table orchestrator.task drop column lost_count;
`;

/** How many of the retries of a task followed an agent that was lost, which says little about the task. */
export class LostAttempt1795393503115 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
