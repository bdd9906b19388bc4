import { AuditSchema1795253770000 } from '../migrations/audit-schema.migration.js';
import type { EntityClass, MigrationClass } from '../registration.js';
import { AuditAnchor } from './audit-anchor.entity.js';
import { AuditEvent } from './audit-event.entity.js';
import { AuditHead } from './audit-head.entity.js';

/**
 * How the audit schema registers itself: its entities here, its migrations (classes of `../migrations/*audit*.ts`, named
 * `…Audit…<timestamp>`, later than 1795253760000) below. `../entities.ts` and `../migrations/index.ts` read both lists.
 */
export const auditEntities: readonly EntityClass[] = [AuditEvent, AuditHead, AuditAnchor];

export const auditMigrations: readonly MigrationClass[] = [AuditSchema1795253770000];
