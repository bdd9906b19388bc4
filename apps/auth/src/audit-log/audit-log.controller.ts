import { Audited, Requires } from '@caregate/kit-http';
import { Controller, Get, Inject, Param, Query, SerializeOptions } from '@nestjs/common';
import { auditAction, auditLogQuery, auditLogRow, auditSubject, type AuditLogQuery } from './audit-log.schema.js';
import type { AskedAction } from './older-action.js';
import { OlderAuditLog } from './older-audit-log.service.js';

/** The trail for clients of the older gateway. Reading it is on it too (DICOM PS3.15 A.5.3.2, Audit Log Used). */
@Controller('audit')
@Requires('audit:read')
@Audited('audit.read')
export class AuditLogController {
  constructor(@Inject(OlderAuditLog) private readonly log: OlderAuditLog) {}

  @Get('logs')
  @SerializeOptions({ schema: auditLogRow })
  all(@Query({ schema: auditLogQuery }) query: AuditLogQuery) {
    return this.log.rows(query);
  }

  @Get('user/:id')
  @SerializeOptions({ schema: auditLogRow })
  ofUser(@Param('id', { schema: auditSubject }) user: string, @Query({ schema: auditLogQuery }) query: AuditLogQuery) {
    return this.log.rows({ ...query, user });
  }

  @Get('action/:action')
  @SerializeOptions({ schema: auditLogRow })
  ofAction(
    @Param('action', { schema: auditAction }) action: AskedAction,
    @Query({ schema: auditLogQuery }) query: AuditLogQuery,
  ) {
    return this.log.rowsOfAction(action, query);
  }
}
