import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
alter table orchestrator.task add column retry jsonb;
`;

const DOWN = `
alter table orchestrator.task drop column retry;
`;

/** How a task is tried again, where whoever asked for it wants that otherwise than usual. */
export class TaskRetry1795290073860 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
