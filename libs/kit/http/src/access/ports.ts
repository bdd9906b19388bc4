import type { AuditEntry } from '@caregate/core-contracts';
import type { Caller, Decision, Permission } from '@caregate/core-permissions';

/** `TokenVerifier` of `@caregate/kit-jwt`. */
export interface TokenChecker {
  /** Known and still valid, without waiting. */
  peek(token: string): Caller | undefined;
  verify(token: string): Promise<Caller>;
}

/** `Authorizer` of `@caregate/kit-access`. */
export interface AccessDecider {
  decide(question: { caller: Caller; permission: Permission; patientId?: string }): Promise<Decision>;
}

export type RouteEntry = Omit<AuditEntry, 'v' | 'id' | 'recordedAt'>;

/** `AuditTrail` of `@caregate/kit-audit`. */
export interface AuditRecorder {
  record(entry: RouteEntry): Promise<void>;
}
