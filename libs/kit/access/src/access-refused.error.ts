import { DomainError, type ErrorCode } from '@caregate/core-errors';
import type { DecisionStep, Scope } from '@caregate/core-permissions';

export interface AccessRefusal {
  readonly code: Extract<ErrorCode, `access.${string}`>;
  readonly requiredScopes: readonly Scope[];
  readonly steps: readonly DecisionStep[];
}

/** A decision against the caller. The reasons are for log and audit; the caller hears only the catalogue's words. */
export class AccessRefused extends DomainError {
  /** For the challenge of RFC 6750 §3.1. */
  readonly requiredScopes: readonly Scope[];

  constructor({ code, requiredScopes, steps }: AccessRefusal) {
    super(code, { detail: { requiredScopes, steps } });
    this.requiredScopes = requiredScopes;
  }
}
