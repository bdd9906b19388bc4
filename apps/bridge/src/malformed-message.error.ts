import { DomainError } from '@caregate/core-errors';

/** JSON-RPC 2.0 §5.1. */
const CODES = { 'no JSON': -32_700, 'no request': -32_600 } as const;

/** No message, or none that may be sent now: the one refusal for which JSON-RPC has codes of its own. */
export class MalformedMessage extends DomainError {
  readonly jsonRpcCode: number;

  constructor(fault: keyof typeof CODES, publicMessage: string, cause?: unknown) {
    super('request.invalid', { publicMessage, cause });
    this.jsonRpcCode = CODES[fault];
  }
}
