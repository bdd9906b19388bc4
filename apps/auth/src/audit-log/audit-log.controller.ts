import { auditLogPage } from '@caregate/core-contracts';
import type { AuditEventName } from '@caregate/kit-audit';
import { Audited, Requires } from '@caregate/kit-http';
import { Controller, Get, Inject, Param, Query, SerializeOptions } from '@nestjs/common';
import { auditAction, auditLogQuery, auditSubject, type AuditLogQuery } from './audit-log.schema.js';
import { AuditLog } from './audit-log.service.js';

/** The audit trail for administrators. Reading it is on it too (DICOM PS3.15 A.5.3.2, Audit Log Used). */
@Controller('audit')
@Requires('audit:read')
@Audited('audit.read')
export class AuditLogController {
  constructor(@Inject(AuditLog) private readonly log: AuditLog) {}

  @Get('logs')
  @SerializeOptions({ schema: auditLogPage })
  all(@Query({ schema: auditLogQuery }) query: AuditLogQuery) {
    return this.log.page(query);
  }

  @Get('user/:id')
  @SerializeOptions({ schema: auditLogPage })
  ofUser(@Param('id', { schema: auditSubject }) user: string, @Query({ schema: auditLogQuery }) query: AuditLogQuery) {
    return this.log.page({ ...query, user });
  }

  @Get('action/:action')
  @SerializeOptions({ schema: auditLogPage })
  ofAction(
    @Param('action', { schema: auditAction }) action: AuditEventName,
    @Query({ schema: auditLogQuery }) query: AuditLogQuery,
  ) {
    return this.log.page({ ...query, action });
  }
}
