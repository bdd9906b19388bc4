import type { DomainError } from '@caregate/core-errors';
import type { Caller, Decision, Purpose } from '@caregate/core-permissions';
import type { Tool } from '../tool/tool.js';
import type { CallSubject } from '../tool/tool.definition.js';
import type { CallOrigin } from './call.origin.js';

/** What is known of one call so far; the audit trail gets no more than this, whenever the call ends. */
export interface CallFacts<S> {
  readonly tool: Tool<S>;
  readonly origin: CallOrigin;
  readonly requestId: string;
  caller: Caller | undefined;
  patientId: string | undefined;
  entity: CallSubject['entity'] | undefined;
  decision: Decision | undefined;
  /** By which broken glass, where it is by one: see `glassOf`. */
  glass: string | undefined;
  /** As the caller gave it. */
  purpose: Purpose | undefined;
  permitted: boolean;
  /** The success is on the trail, or in the transaction of the tool. */
  recorded: boolean;
}

export function factsOf<S>(tool: Tool<S>, origin: CallOrigin, requestId: string): CallFacts<S> {
  return {
    tool,
    origin,
    requestId,
    caller: origin.identity?.caller,
    patientId: undefined,
    entity: undefined,
    decision: undefined,
    glass: undefined,
    purpose: undefined,
    permitted: false,
    recorded: false,
  };
}

/** What was not permitted is refused; what broke, or broke off, has failed. */
export function unhappyEnd({ permitted }: Pick<CallFacts<never>, 'permitted'>, { kind }: DomainError) {
  return permitted || kind === 'internal' || kind === 'timeout' ? 'failure' : 'refused';
}
