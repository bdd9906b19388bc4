import { DomainError } from '@caregate/core-errors';
import { grantedScopes } from '@caregate/core-fhir';
import { principalOf, reachOf, type Caller, type Permission, type Reach } from '@caregate/core-permissions';
import { refusalOf } from '@caregate/kit-access';
import type { AuditEventName, NewAuditEntry } from '@caregate/kit-audit';
import { bearerToken, currentContext } from '@caregate/kit-http';
import type { IncomingHttpHeaders } from 'node:http';
import type { FhirParts } from './fhir-parts.js';

/** What is asked of the door: the operation, whose record it is about, and what the trail calls it. */
export interface Passage {
  readonly permission: Permission;
  readonly event: AuditEventName;
  readonly interaction: 'read' | 'search-type' | 'everything';
  readonly type: string;
  readonly id?: string;
  readonly patientId?: string | undefined;
}

/**
 * Stands for the patient who does not exist. No relation names it, so only those who reach every patient are told that
 * there is nobody; to all others a wrong id looks like somebody else's record.
 */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The decision and the record of it, as the tools have them: deny by default, refusals on the trail like successes. */
export class FhirDoor {
  constructor(private readonly parts: Pick<FhirParts, 'verifier' | 'authorizer' | 'audit'>) {}

  /** Scopes of SMART count as what they grant. */
  async callerOf(headers: IncomingHttpHeaders): Promise<Caller> {
    const token = bearerToken(headers);
    const caller = this.parts.verifier.peek(token) ?? (await this.parts.verifier.verify(token));
    currentContext().caller = caller;
    return { ...caller, scopes: grantedScopes(caller) };
  }

  /** By which relation the caller may pass; throws the refusal. */
  async decide(caller: Caller, { permission, patientId }: Passage, about: 'patient' | 'none'): Promise<string> {
    const subject = about === 'patient' ? { patientId: patientId ?? NOBODY } : {};
    const decision = await this.parts.authorizer.decide({ caller, permission, ...subject });
    if (!decision.allowed) throw refusalOf(decision);
    return decision.via;
  }

  async reachOf(caller: Caller): Promise<Reach> {
    return reachOf(caller, await this.parts.authorizer.relationsOf(principalOf(caller)), new Date());
  }

  /** On the trail before the answer leaves; what cannot be recorded is not answered. */
  async passed(passage: Passage, via: string): Promise<void> {
    // HL7 v3 PurposeOfUse: breaking the glass is the one purpose that the decision itself tells.
    await this.record(passage, { outcome: 'success', decision: via, ...(via === 'break-glass' && { purpose: 'BTG' }) });
  }

  async failed(passage: Passage, { kind, code }: DomainError): Promise<void> {
    const refused = kind === 'unauthenticated' || kind === 'forbidden';
    await this.record(passage, { outcome: refused ? 'refused' : 'failure', decision: code });
  }

  private async record(
    { permission, event, interaction, type, id, patientId }: Passage,
    outcome: Pick<NewAuditEntry, 'outcome' | 'decision' | 'purpose'>,
  ): Promise<void> {
    const { caller, requestId, transport } = currentContext();
    try {
      await this.parts.audit.record({
        event,
        ...outcome,
        actor: actorOf(currentContext()),
        ...(patientId !== undefined && { patientId }),
        ...(id !== undefined && { entity: { type, id } }),
        permission,
        source: 'ehr-mcp',
        transport,
        requestId,
        ...(caller !== undefined && { tokenId: caller.tokenId }),
        ...(caller?.sessionId !== undefined && { sessionId: caller.sessionId }),
        detail: { interaction: `fhir.${interaction}`, type },
      });
    } catch (cause) {
      throw new DomainError('audit.write.failed', { cause });
    }
  }
}

function actorOf({ caller, address }: ReturnType<typeof currentContext>): NewAuditEntry['actor'] {
  const from = address === undefined ? {} : { address };
  if (caller === undefined) return { kind: 'anonymous', subject: '', ...from };
  const { kind, subject, clientId, role, onBehalfOf } = caller;
  return { kind, subject, clientId, role, ...(onBehalfOf !== undefined && { onBehalfOf }), ...from };
}
