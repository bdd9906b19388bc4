import { hash } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { AuditTrail, NewAuditEntry } from '@caregate/kit-audit';
import { currentContext } from '@caregate/kit-http';
import type { Session, SessionEnd } from '../sessions/session.js';
import { recordedRequests } from './recorded-requests.js';

type BridgeEvent = Extract<NewAuditEntry['event'], `bridge.${string}`>;
type Facts = Pick<NewAuditEntry, 'event' | 'outcome'> & Partial<NewAuditEntry> & { readonly event: BridgeEvent };

/** What the audit trail is told of proxied servers: who, which server and tool; never arguments nor answers. */
export class BridgeAudit {
  constructor(private readonly trail: Pick<AuditTrail, 'record'>) {}

  opened(session: Session): Promise<void> {
    return this.write(session.server.name, {
      event: 'bridge.session.opened',
      outcome: 'success',
      detail: { session: nameOf(session.id) },
    });
  }

  /** Written outside any request, hence with the caller of the session. */
  closed(session: Session, because: SessionEnd): Promise<void> {
    return this.write(
      session.server.name,
      {
        event: 'bridge.session.closed',
        outcome: 'success',
        decision: because,
        detail: { session: nameOf(session.id) },
      },
      session.caller,
    );
  }

  /** Written before the server is asked: what cannot be recorded is not carried out. */
  async called(session: Session, body: unknown): Promise<void> {
    for (const facts of recordedRequests(body))
      await this.write(session.server.name, {
        event: 'bridge.called',
        outcome: 'success',
        detail: { ...facts, session: nameOf(session.id) },
      });
  }

  refused(server: string, event: BridgeEvent, error: DomainError): Promise<void> {
    const isRefusal = error.kind !== 'internal' && error.kind !== 'unavailable';
    return this.write(server, { event, outcome: isRefusal ? 'refused' : 'failure', decision: error.code });
  }

  private async write(server: string, facts: Facts, owner?: Caller): Promise<void> {
    const { requestId, caller = owner, address } = currentContext();
    try {
      await this.trail.record({
        ...facts,
        actor: { ...actorOf(caller), ...(address !== undefined && { address }) },
        entity: { type: 'McpServer', id: server },
        source: 'bridge',
        transport: owner === undefined ? 'http' : 'internal',
        requestId,
        ...(caller !== undefined && { tokenId: caller.tokenId }),
        ...(caller?.sessionId !== undefined && { sessionId: caller.sessionId }),
      });
    } catch (cause) {
      throw new DomainError('audit.write.failed', { cause });
    }
  }
}

/** Tells sessions apart without being one: the id itself opens a session to whoever holds a token beside it. */
function nameOf(sessionId: string): string {
  return hash('sha256', sessionId).slice(0, 16);
}

function actorOf(caller: Caller | undefined): NewAuditEntry['actor'] {
  if (caller === undefined) return { kind: 'anonymous', subject: '' };
  const { kind, subject, clientId, role, onBehalfOf } = caller;
  return { kind, subject, clientId, role, ...(onBehalfOf !== undefined && { onBehalfOf }) };
}
