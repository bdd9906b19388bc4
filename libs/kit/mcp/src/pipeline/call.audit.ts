import type { AuditActor, AuditOutcome } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { NewAuditEntry } from '@caregate/kit-audit';
import type { EntityManager } from 'typeorm';
import type { AuditTrailPort } from '../ports/audit-trail.port.js';
import { unhappyEnd, type CallFacts } from './call.facts.js';
import type { CallOrigin } from './call.origin.js';
import { purposeOf } from './call.purpose.js';

/** Event for refusals that no tool's own event fits. */
const REFUSED_EVENT = 'tool.refused';

/** Puts calls on the audit trail. A call that cannot be put there does not happen. */
export class CallAudit {
  constructor(
    private readonly trail: AuditTrailPort,
    /** App that writes the rows. */
    private readonly source: string,
  ) {}

  success(facts: CallFacts<never>): Promise<void> {
    return written(this.trail.record(this.entryOf(facts, 'success')));
  }

  successIn(manager: EntityManager, facts: CallFacts<never>): Promise<void> {
    return written(this.trail.recordIn(manager, this.entryOf(facts, 'success')));
  }

  ended(facts: CallFacts<never>, error: DomainError): Promise<void> {
    const outcome = unhappyEnd(facts, error);
    const entry = this.entryOf(facts, outcome);
    if (outcome === 'refused') return written(this.trail.record({ ...entry, decision: error.code }));
    return written(this.trail.record({ ...entry, detail: { ...entry.detail, code: error.code } }));
  }

  unknownTool(origin: CallOrigin, requestId: string, error: DomainError): Promise<void> {
    return written(
      this.trail.record({
        event: REFUSED_EVENT,
        outcome: 'refused',
        ...this.doorOf(origin, requestId, origin.identity?.caller),
        decision: error.code,
      }),
    );
  }

  private entryOf(facts: CallFacts<never>, outcome: AuditOutcome) {
    const { tool, origin, requestId, caller, patientId, entity, decision, glass } = facts;
    const purpose = purposeOf(facts);
    const via = decision?.allowed === true ? decision.via : decision?.code;
    return {
      event: tool.audit,
      outcome,
      ...this.doorOf(origin, requestId, caller),
      ...(patientId !== undefined && { patientId }),
      ...(entity !== undefined && { entity }),
      ...(tool.permission !== 'public' && { permission: tool.permission }),
      ...(via !== undefined && { decision: via }),
      ...(purpose !== undefined && { purpose }),
      detail: { tool: tool.name, ...(glass !== undefined && { breakGlass: glass }) },
    } satisfies NewAuditEntry;
  }

  private doorOf(origin: CallOrigin, requestId: string, caller: Caller | undefined) {
    return {
      actor: actorOf(caller, origin.address),
      source: this.source,
      transport: origin.transport,
      requestId,
      ...(caller !== undefined && { tokenId: caller.tokenId }),
      ...(caller?.sessionId !== undefined && { sessionId: caller.sessionId }),
    } satisfies Partial<NewAuditEntry>;
  }
}

function actorOf(caller: Caller | undefined, address: string | undefined): AuditActor {
  const from = address === undefined ? {} : { address };
  if (caller === undefined) return { kind: 'anonymous', subject: '', ...from };
  const { kind, subject, clientId, role, onBehalfOf } = caller;
  return { kind, subject, clientId, role, ...(onBehalfOf !== undefined && { onBehalfOf }), ...from };
}

/** Whatever the trail throws, the caller learns that the operation was not carried out. */
async function written(record: Promise<void>): Promise<void> {
  try {
    await record;
  } catch (cause) {
    if (cause instanceof DomainError && cause.code === 'audit.write.failed') throw cause;
    throw new DomainError('audit.write.failed', { cause });
  }
}
