import type { AuditEventName } from '@caregate/kit-audit';
import { UseInterceptors } from '@nestjs/common';
import { AuditInterceptor } from './audit.interceptor.js';
import { declareRoute, type RouteAudit } from './route-declaration.js';

/**
 * Puts each use of a route on the audit trail: refusals and failures always, success before the answer leaves.
 * A route that changes something says `{ successBy: 'service' }` and records within its own transaction.
 */
export function Audited(
  event: AuditEventName,
  { successBy = 'kit' }: { readonly successBy?: RouteAudit['successBy'] } = {},
): MethodDecorator & ClassDecorator {
  return declareRoute('audit', { event, successBy }, UseInterceptors(AuditInterceptor));
}
