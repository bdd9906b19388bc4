import type { AuditActor, AuditEntry } from '@caregate/core-contracts';
import type { AuditEventName, AuditTrail } from '@caregate/kit-audit';
import { currentContext } from '@caregate/kit-http';
import type { EntityManager } from 'typeorm';

type Fact =
  | 'decision'
  | 'detail'
  | 'entity'
  | 'patientId'
  | 'permission'
  | 'purpose'
  | 'sessionId'
  | 'tokenId'
  | 'transport';

/** What is particular to one event; the rest is known from the request at hand. */
export interface AuditFacts extends Partial<Pick<AuditEntry, Fact>> {
  readonly outcome?: AuditEntry['outcome'];
  readonly actor: AuditActor;
}

/** The audit trail as this app writes it: every entry says from which request and address it came. */
export class AuthTrail {
  constructor(private readonly trail: AuditTrail) {}

  /** Resolves once the entry is durable. */
  async record(event: AuditEventName, facts: AuditFacts): Promise<void> {
    await this.trail.record(entryOf(event, facts));
  }

  /** In the transaction of the change itself: both stand or neither. */
  async recordIn(manager: EntityManager, event: AuditEventName, facts: AuditFacts): Promise<void> {
    await this.trail.recordIn(manager, entryOf(event, facts));
  }
}

function entryOf(event: AuditEventName, { outcome = 'success', actor, ...facts }: AuditFacts) {
  const { requestId, transport, address } = currentContext();
  const from = address === undefined ? {} : { address };
  return { event, outcome, actor: { ...from, ...actor }, source: 'auth', transport, requestId, ...facts };
}
