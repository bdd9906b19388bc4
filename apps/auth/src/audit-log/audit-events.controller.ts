import { auditEventList } from '@caregate/core-contracts';
import { auditEvents } from '@caregate/kit-audit';
import { Requires } from '@caregate/kit-http';
import { Controller, Get, SerializeOptions } from '@nestjs/common';

/** The names that a reader of the trail can ask for. Nothing of the trail itself is in it, so reading it is no event. */
@Controller('audit/events')
@Requires('audit:read')
export class AuditEventsController {
  @Get()
  @SerializeOptions({ schema: auditEventList })
  list() {
    return { events: Object.entries(auditEvents).map(([name, { title }]) => ({ name, title })) };
  }
}
