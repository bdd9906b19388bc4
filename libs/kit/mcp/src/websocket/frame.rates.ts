import { randomUUID } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import { statusOfKind, type Allowance } from '@caregate/kit-http';
import { isRecord } from '../json/is-record.js';
import { tokenArgument } from '../pipeline/call.request.js';
import { identify } from '../pipeline/identity.js';
import type { LoggerPort } from '../ports/logger.port.js';
import type { Counted, RateLimitPort } from '../ports/rate-limit.port.js';
import type { TokenVerifierPort } from '../ports/token-verifier.port.js';

type Message = Readonly<Record<string, unknown>>;

/** Counts what is sent over one socket: by the client of its upgrade or of the call itself, or else by address. */
export class FrameRates {
  constructor(
    private readonly rates: RateLimitPort,
    private readonly who: Counted,
    private readonly parts: { readonly verifier: TokenVerifierPort; readonly logger: LoggerPort },
  ) {}

  /** What is sent instead of an answer; `undefined` to go on. Who sends notifications beyond the limit is not heard. */
  async refusalOf(message: Message): Promise<object | 'unanswered' | undefined> {
    const caller = this.who.caller ?? (await this.callerOf(message));
    const allowance = await this.rates.count({ ...this.who, caller });
    if (!allowance.exceeded) return undefined;
    const { id } = message;
    return typeof id === 'string' || typeof id === 'number' ? refusal(id, allowance) : 'unanswered';
  }

  /** Whether this, which is no message, was one frame too many. */
  async isBeyond(): Promise<boolean> {
    return (await this.rates.count(this.who)).exceeded;
  }

  private async callerOf({ params }: Message) {
    const given = isRecord(params) && isRecord(params['arguments']) ? params['arguments'] : undefined;
    const token = tokenArgument({ name: '', arguments: given });
    if (token === undefined) return undefined;
    return (await identify(this.parts.verifier, this.parts.logger, token)).caller;
  }
}

/** The code of an error that JSON-RPC does not know is the HTTP status, as at the HTTP door. */
function refusal(id: string | number, { limit, resetMilliseconds }: Allowance): object {
  const error = new DomainError('request.too_many');
  const data = {
    code: error.code,
    request_id: randomUUID(),
    limit: limit.requests,
    retry_after: Math.max(1, Math.ceil(resetMilliseconds / 1000)),
  };
  return { jsonrpc: '2.0', id, error: { code: statusOfKind(error.kind), message: error.publicMessage, data } };
}
