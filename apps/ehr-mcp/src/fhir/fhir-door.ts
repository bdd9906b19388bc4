import { DomainError } from '@caregate/core-errors';
import { scopesFor, smartScopeToAskFor, type FhirAccess } from '@caregate/core-fhir';
import {
  isPurpose,
  principalOf,
  purposesOf,
  reachOf,
  type Caller,
  type Purpose,
  type Reach,
} from '@caregate/core-permissions';
import { AccessRefused, refusalOf, type AccessRefusal } from '@caregate/kit-access';
import type { AuditEventName, NewAuditEntry } from '@caregate/kit-audit';
import { bearerToken, currentContext } from '@caregate/kit-http';
import type { IncomingHttpHeaders } from 'node:http';
import type { FhirParts } from './fhir-parts.js';
import { SmartAccessRefused } from './answer/smart-access-refused.error.js';

/** What is asked of the door: the operation, whose record it is about, and what the trail calls it. */
export interface Passage extends FhirAccess {
  readonly event: AuditEventName;
  /** A second type of which this tells: who may not read that is not given this. */
  readonly tellsOf?: string | undefined;
  /** The resource that the request names. */
  readonly entity?: { readonly type: string; readonly id: string };
  readonly patientId?: string | undefined;
}

/**
 * Stands for the patient who does not exist. No relation names it, so only those who reach every patient are told that
 * there is nobody; to all others a wrong id looks like somebody else's record.
 */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The decision and the record of it, as the tools have them: deny by default, refusals on the trail like successes. */
export class FhirDoor {
  /** As the header of the request at hand gives it. */
  private readonly purposes = new WeakMap<object, Purpose>();

  /** Ids of relations by a broken glass, by the patients whom they opened to the request at hand. */
  private readonly glasses = new WeakMap<object, Map<string, string>>();

  constructor(private readonly parts: Pick<FhirParts, 'verifier' | 'authorizer' | 'audit' | 'breakGlassUrl'>) {}

  async callerOf(headers: IncomingHttpHeaders): Promise<Caller> {
    const token = bearerToken(headers);
    const caller = this.parts.verifier.peek(token) ?? (await this.parts.verifier.verify(token));
    currentContext().caller = caller;
    const purpose = purposeIn(headers);
    if (purpose !== undefined) this.purposes.set(currentContext(), purpose);
    return caller;
  }

  /** By which relation the caller may pass; throws the refusal. Scopes of SMART count as what they open here. */
  async decide(caller: Caller, passage: Passage, about: 'patient' | 'none'): Promise<string> {
    const via = await this.decideOn(caller, passage, about);
    if (passage.tellsOf !== undefined) await this.decideOn(caller, { ...passage, type: passage.tellsOf }, about);
    return via;
  }

  private async decideOn(caller: Caller, passage: Passage, about: 'patient' | 'none'): Promise<string> {
    const { permission, patientId } = passage;
    const { scopes, inContextOnly } = scopesFor(caller, passage);
    const subject = about === 'patient' ? { patientId: patientId ?? NOBODY } : {};
    const decision = await this.parts.authorizer.decide({ caller: { ...caller, scopes }, permission, ...subject });
    if (!decision.allowed) throw this.refusal(decision, caller, passage);
    if (decision.glass !== undefined && patientId !== undefined) this.noteGlass(patientId, decision.glass);
    if (about === 'patient' && inContextOnly && !isInContext(caller, patientId, decision.via))
      throw notInContext(decision.steps);
    const purpose = this.purposes.get(currentContext());
    if (purpose !== undefined && !purposesOf(caller.role, decision.via).includes(purpose))
      throw new DomainError('request.purpose.refused');
    return decision.via;
  }

  private refusal(refused: AccessRefusal, caller: Caller, passage: Passage): AccessRefused {
    const smartScope = smartScopeToAskFor(caller, passage);
    if (refused.code !== 'access.patient.refused' && smartScope !== undefined)
      return new SmartAccessRefused(refused, smartScope);
    return refusalOf(refused, { caller, breakGlassUrl: this.parts.breakGlassUrl });
  }

  private noteGlass(patientId: string, glass: string): void {
    const noted = this.glasses.get(currentContext()) ?? new Map<string, string>();
    this.glasses.set(currentContext(), noted.set(patientId, glass));
  }

  /** Who may be found: with `patient/` scopes alone nobody but the patient in context. */
  async reachOf(caller: Caller, passage: Passage): Promise<Reach> {
    const relations = await this.parts.authorizer.relationsOf(principalOf(caller));
    const { inContextOnly } = scopesFor(caller, passage);
    const counting = inContextOnly
      ? relations.filter(({ kind, patientId }) => isInContext(caller, patientId, kind))
      : relations;
    return reachOf(caller, counting, new Date());
  }

  /** On the trail before the answer leaves; what cannot be recorded is not answered. */
  async passed(passage: Passage, via: string): Promise<void> {
    await this.record(passage, { outcome: 'success', decision: via });
  }

  async failed(passage: Passage, { kind, code }: DomainError): Promise<void> {
    const refused = kind === 'unauthenticated' || kind === 'forbidden';
    await this.record(passage, { outcome: refused ? 'refused' : 'failure', decision: code });
  }

  /** HL7 v3 PurposeOfUse: that the glass was broken the decision tells; else what the caller gave, else what is usual. */
  private purposeOf({ role }: Caller, via: string): Purpose | 'BTG' {
    return via === 'break-glass' ? 'BTG' : (this.purposes.get(currentContext()) ?? purposesOf(role, via)[0]);
  }

  private async record(
    { permission, event, interaction, type, entity, patientId }: Passage,
    outcome: Pick<NewAuditEntry, 'outcome' | 'decision'> & { readonly decision: string },
  ): Promise<void> {
    const { caller, requestId, transport } = currentContext();
    const glass = this.glasses.get(currentContext())?.get(patientId ?? '');
    try {
      await this.parts.audit.record({
        event,
        ...outcome,
        ...(caller !== undefined && { purpose: this.purposeOf(caller, outcome.decision) }),
        actor: actorOf(currentContext()),
        ...(patientId !== undefined && { patientId }),
        ...(entity !== undefined && { entity }),
        permission,
        source: 'ehr-mcp',
        transport,
        requestId,
        ...(caller !== undefined && { tokenId: caller.tokenId }),
        ...(caller?.sessionId !== undefined && { sessionId: caller.sessionId }),
        detail: {
          interaction: `fhir.${interaction}`,
          type: entity?.type ?? type,
          ...(glass !== undefined && { breakGlass: glass }),
        },
      });
    } catch (cause) {
      throw new DomainError('audit.write.failed', { cause });
    }
  }
}

/** SMART App Launch 2.2: `patient/` speaks of the patient who was chosen at sign-in, else of whoever signed in. */
function isInContext({ patientInContext }: Caller, patientId: string | null | undefined, via: string): boolean {
  return patientInContext === undefined ? via === 'self' : patientId === patientInContext;
}

function notInContext(steps: AccessRefusal['steps']): AccessRefused {
  return new AccessRefused({ code: 'access.patient.refused', requiredScopes: [], steps });
}

function purposeIn({ 'x-purpose-of-use': given }: IncomingHttpHeaders): Purpose | undefined {
  if (given === undefined || given === '') return undefined;
  if (typeof given !== 'string' || !isPurpose(given)) throw new DomainError('request.purpose.unknown');
  return given;
}

function actorOf({ caller, address }: ReturnType<typeof currentContext>): NewAuditEntry['actor'] {
  const from = address === undefined ? {} : { address };
  if (caller === undefined) return { kind: 'anonymous', subject: '', ...from };
  const { kind, subject, clientId, role, onBehalfOf } = caller;
  return { kind, subject, clientId, role, ...(onBehalfOf !== undefined && { onBehalfOf }), ...from };
}
