import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auditSchema, auditSchemaRemoval } from '../audit/audit-schema.sql.js';

/** The tamper-evident audit trail; its SQL stands in `../audit`, a file per concern. */
export class AuditSchema1795253770000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of auditSchema) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of auditSchemaRemoval) await runner.query(sql);
  }
}
