import { DomainError } from '@caregate/core-errors';
import { ruleOf } from '@caregate/core-permissions';
import { refusalOf } from '@caregate/kit-access';
import type { AuthorizerPort } from '../ports/authorizer.port.js';
import type { BoundCall } from '../tool/tool.js';
import type { CallSubject } from '../tool/tool.definition.js';
import type { CallFacts } from './call.facts.js';
import type { Identity } from './identity.js';

interface AuthorizationParts<S> {
  readonly authorizer: AuthorizerPort;
  readonly services: S;
  readonly breakGlassUrl?: string | undefined;
}

/** Passes when the tool is public or the caller may; what was found out on the way is added to the facts. */
export async function authorize<S>(
  facts: CallFacts<S>,
  bound: BoundCall<S>,
  identity: Identity,
  { authorizer, services, breakGlassUrl }: AuthorizationParts<S>,
): Promise<void> {
  const { permission } = facts.tool;
  if (permission === 'public') return;
  if (identity.caller === undefined) throw identity.error;
  const question = { caller: identity.caller, permission };
  const concernsPatient = ruleOf(permission).subject === 'patient';
  if (concernsPatient) ({ patientId: facts.patientId, entity: facts.entity } = await subjectOf(bound, services));
  facts.decision = await authorizer.decide(
    concernsPatient ? { ...question, patientId: facts.patientId ?? NOBODY } : question,
  );
  if (!facts.decision.allowed) throw refusalOf(facts.decision, { caller: identity.caller, breakGlassUrl });
}

/**
 * Stands for the patient who does not exist. No relation names it, so only those who reach every patient are told
 * that there is nobody; to all others a wrong number looks like somebody else's record.
 */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A resolver that says "not found" by throwing must not say it past the decision. */
async function subjectOf<S>(bound: BoundCall<S>, services: S): Promise<CallSubject> {
  try {
    return await bound.subject(services);
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'not-found') return { patientId: undefined };
    throw error;
  }
}
