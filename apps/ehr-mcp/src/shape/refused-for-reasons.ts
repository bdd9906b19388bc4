import { DomainError, type ErrorCode } from '@caregate/core-errors';

/** One thing that stands against a request, for people and for programs. */
export interface Reason {
  readonly kind: string;
  readonly message: string;
}

/** A refusal that names everything that stands in the way, so that nobody has to try once per obstacle. */
export class RefusedForReasons extends DomainError {
  constructor(
    code: ErrorCode,
    summary: string,
    readonly reasons: readonly Reason[],
  ) {
    const listed = reasons.map(({ message }) => message).join(' ');
    super(code, { publicMessage: `${summary}: ${listed}`, detail: { kinds: reasons.map(({ kind }) => kind) } });
  }
}

/** What an error says besides message and code. */
export function reasonsOf(error: DomainError): { readonly conflicts?: readonly Reason[] } {
  return error instanceof RefusedForReasons ? { conflicts: error.reasons } : {};
}
