import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of the roles that are there already nobody knows who gave them, so a provider that is trusted may still change them. */
const UP = `
alter table auth.user_account add column role_assigned_by text, add column hpcsa_number text;
`;

const DOWN = `
alter table auth.user_account drop column hpcsa_number, drop column role_assigned_by;
`;

/** Who gave a person their role, and their number at the council of their profession. */
export class UserAssignment1795276030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
