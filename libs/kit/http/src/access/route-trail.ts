import { DomainError } from '@caregate/core-errors';
import type { NewAuditEntry } from '@caregate/kit-audit';
import type { ExecutionContext } from '@nestjs/common';
import { currentContext, type RequestContext } from '../context/request-context.js';
import type { AuditRecorder } from './ports.js';
import type { RouteDeclaration } from './route-declaration.js';

export interface RouteUse {
  readonly declaration: RouteDeclaration;
  /** `Controller.method`. */
  readonly handler: string;
  readonly patientId?: string | undefined;
}

/** Writes the use of a route to the audit trail. What cannot be written throws, and so the operation fails. */
export class RouteTrail {
  constructor(
    private readonly audit: AuditRecorder | undefined,
    private readonly service: string,
  ) {}

  succeeded(use: RouteUse): Promise<void> {
    return this.write(use, 'success', currentContext().admission?.via);
  }

  /** The door stayed closed, or the operation behind it did not come to its end. */
  failed(use: RouteUse, error: DomainError): Promise<void> {
    const refused = error.kind === 'unauthenticated' || error.kind === 'forbidden';
    return this.write(use, refused ? 'refused' : 'failure', error.code);
  }

  private async write(use: RouteUse, outcome: NewAuditEntry['outcome'], decision: string | undefined): Promise<void> {
    try {
      if (this.audit === undefined) throw new Error('The app was created without an audit trail.');
      await this.audit.record(this.entryOf(use, outcome, decision));
    } catch (cause) {
      throw new DomainError('audit.write.failed', { cause });
    }
  }

  private entryOf(use: RouteUse, outcome: NewAuditEntry['outcome'], decision: string | undefined): NewAuditEntry {
    const context = currentContext();
    const { access, audit } = use.declaration;
    const { tokenId, sessionId } = context.caller ?? {};
    const glass = context.admission?.glass;
    return {
      event: audit?.event ?? 'route.refused',
      outcome,
      actor: actorOf(context),
      ...(use.patientId !== undefined && { patientId: use.patientId }),
      ...(access?.kind === 'requires' && { permission: access.permission }),
      ...(decision !== undefined && { decision }),
      // HL7 v3 ActReason: every row that a broken glass opened says so.
      ...(glass !== undefined && { purpose: 'BTG' }),
      source: this.service,
      transport: context.transport,
      requestId: context.requestId,
      ...(tokenId !== undefined && { tokenId }),
      ...(sessionId !== undefined && { sessionId }),
      detail: { handler: use.handler, ...(glass !== undefined && { breakGlass: glass }) },
    };
  }
}

export function handlerOf(execution: ExecutionContext): string {
  return `${execution.getClass().name}.${execution.getHandler().name}`;
}

function actorOf({ caller, address }: RequestContext): NewAuditEntry['actor'] {
  const from = address === undefined ? {} : { address };
  if (caller === undefined) return { kind: 'anonymous', subject: '', ...from };
  const { kind, subject, clientId, role, onBehalfOf } = caller;
  return { kind, subject, clientId, role, ...(onBehalfOf !== undefined && { onBehalfOf }), ...from };
}
