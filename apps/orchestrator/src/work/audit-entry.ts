import type { Caller } from '@caregate/core-permissions';
import type { AuditEventName, NewAuditEntry } from '@caregate/kit-audit';
import { currentContext, type RequestContext } from '@caregate/kit-http';

export interface AuditFacts {
  readonly event: AuditEventName;
  /** Absent: the orchestrator itself. */
  readonly caller?: Caller | undefined;
  readonly entity: { readonly type: 'Agent' | 'Task' | 'Pipeline'; readonly id: string };
  readonly outcome?: NewAuditEntry['outcome'];
  /** Ids and counts: never parameters or results, which may be about a patient. */
  readonly detail?: NewAuditEntry['detail'];
  /** In which it was asked for, where that is another than the one at hand. */
  readonly context?: RequestContext;
}

export function auditEntryOf(facts: AuditFacts): NewAuditEntry {
  const { event, caller, entity, outcome = 'success', detail, context = currentContext() } = facts;
  const { requestId, transport, address } = context;
  return {
    event,
    outcome,
    actor: actorOf(caller, address),
    entity,
    source: 'orchestrator',
    transport,
    requestId,
    ...(caller !== undefined && { tokenId: caller.tokenId }),
    ...(detail !== undefined && { detail }),
  };
}

function actorOf(caller: Caller | undefined, address: string | undefined): NewAuditEntry['actor'] {
  if (caller === undefined) return { kind: 'service', subject: 'orchestrator' };
  const { kind, subject, clientId, role } = caller;
  return { kind, subject, clientId, role, ...(address !== undefined && { address }) };
}
