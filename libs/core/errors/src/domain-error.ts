import { errorCatalogue, type ErrorCode } from './error-catalogue.js';
import type { ErrorKind } from './error-kind.js';

export interface DomainErrorOptions {
  /** More precise words than the catalogue's, equally fit for strangers: no secret, no person's data. */
  readonly publicMessage?: string;
  /** For logs and audit only; never leaves the process in an answer. Ids, not names. */
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** An error that the domain foresees. Anything else that is thrown is an internal error to every transport. */
export class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly publicMessage: string;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: ErrorCode,
    options: DomainErrorOptions = {},
  ) {
    super(code, { cause: options.cause });
    this.name = new.target.name;
    this.kind = errorCatalogue[code].kind;
    this.publicMessage = options.publicMessage ?? errorCatalogue[code].publicMessage;
    this.detail = options.detail ?? {};
  }
}
