import type { Caller, Decision, Relation } from '@caregate/core-permissions';
import type { EntityManager } from 'typeorm';

export type CallTransport = 'http' | 'websocket' | 'stdio';

/** A picture beside the answer; the host shows it to person and model. */
export interface ToolImage {
  readonly bytes: Buffer;
  readonly mimeType: string;
}

/** What a person has to agree to before it is done. */
export interface PersonQuestion {
  /** What would be done, in words for the person. */
  readonly message: string;
  /** Comes back as the argument `confirm_token` of the same call once the person has agreed. */
  readonly token: string;
}

/** What a tool may know of the call that it answers. */
export interface ToolContext {
  /** Always present unless the tool is public. */
  readonly caller: Caller | undefined;
  readonly decision: Decision | undefined;
  /** Of the caller's principal; empty without a caller. */
  readonly relations: readonly Relation[];
  /** What the tool's `patient` found. */
  readonly patientId: string | undefined;
  readonly requestId: string;
  readonly transport: CallTransport;
  /** Aborts when the caller hangs up and when the time for the call has run out. */
  readonly signal: AbortSignal;
  /** As presented; only a public tool that is about tokens has a use for it. */
  readonly accessToken: string | undefined;
  /** Puts the call on the audit trail within the transaction of its change; for tools that are `recordedBy: 'tool'`. */
  readonly recordIn: (manager: EntityManager) => Promise<void>;
  /** Puts a picture beside the answer. */
  readonly show: (image: ToolImage) => void;
  /** Has the person asked where the client can; where it cannot, the answer has to lead to the second call. */
  readonly ask: (question: PersonQuestion) => void;
}

/** The context of a tool that is not public: it runs for an authorized caller only. */
export interface AuthorizedContext extends ToolContext {
  readonly caller: Caller;
  readonly decision: Extract<Decision, { readonly allowed: true }>;
}
