import { auditEventList, auditLogPage } from '@caregate/core-contracts';
import { auditEvents } from '@caregate/kit-audit';
import { Audited, Requires } from '@caregate/kit-http';
import { Controller, Get, Inject, Query, SerializeOptions } from '@nestjs/common';
import { auditLogQuery, type AuditLogQuery } from './audit-log.schema.js';
import { AuditLog } from './audit-log.service.js';

/** The trail in the terms of its catalogue. */
@Controller('audit/events')
@Requires('audit:read')
export class AuditEventsController {
  constructor(@Inject(AuditLog) private readonly log: AuditLog) {}

  @Get()
  @Audited('audit.read')
  @SerializeOptions({ schema: auditLogPage })
  page(@Query({ schema: auditLogQuery }) query: AuditLogQuery) {
    return this.log.page(query);
  }

  /** The names that a reader can ask for. Nothing of the trail itself is in it, so reading it is no event. */
  @Get('names')
  @SerializeOptions({ schema: auditEventList })
  names() {
    return { events: Object.entries(auditEvents).map(([name, { title }]) => ({ name, title })) };
  }
}
