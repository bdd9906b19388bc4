import { DomainError } from '@caregate/core-errors';

/** Nothing is known of the document at the moment: that is no refusal of it, and may be otherwise shortly. */
export class DocumentUnreachable extends DomainError {
  constructor(cause: unknown) {
    super('service.unavailable', { cause });
    if (cause instanceof Error) this.message = cause.message;
  }
}
