import { DomainError } from '@caregate/core-errors';
import { isPurpose, purposesOf, type Purpose } from '@caregate/core-permissions';
import type { CallFacts } from './call.facts.js';
import { givenPurpose, type CallRequest } from './call.request.js';

/** Puts down why the record is used, as far as the caller says so: the word of the call counts before that of the door. */
export function givePurpose(facts: CallFacts<never>, request: CallRequest): void {
  if (facts.tool.permission === 'public') return;
  const given = givenPurpose(request) ?? facts.origin.purpose;
  if (given !== undefined && !isPurpose(given)) throw new DomainError('request.purpose.unknown');
  facts.purpose = given;
}

/** Who comes for a purpose that is not of their role comes for none (45 CFR 164.506, POPIA s13). */
export function assertPurpose({ caller, decision, purpose }: CallFacts<never>): void {
  if (caller === undefined || decision?.allowed !== true || purpose === undefined) return;
  if (!purposesOf(caller.role, decision.via).includes(purpose)) throw new DomainError('request.purpose.refused');
}

/** What the trail says: that the glass was broken, else what the caller gave, else what is usual for the role. */
export function purposeOf({ tool, caller, decision, purpose }: CallFacts<never>): Purpose | 'BTG' | undefined {
  if (caller === undefined || tool.permission === 'public') return undefined;
  const via = decision?.allowed === true ? decision.via : undefined;
  return via === 'break-glass' ? 'BTG' : (purpose ?? purposesOf(caller.role, via)[0]);
}
