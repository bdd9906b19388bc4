import type { ErrorCode } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { LRUCache } from 'lru-cache';

interface Span {
  readonly sinceMilliseconds: number;
  readonly untilMilliseconds: number;
}

interface Accepted extends Span {
  readonly caller: Caller;
}

interface Refused extends Span {
  readonly code: ErrorCode;
}

const acceptedMax = 20_000;
const acceptedMillisecondsMax = 60_000;
const refusedMilliseconds = 5_000;
const refusedMax = 5_000;

/**
 * What the signature check said of tokens seen lately, by their digest; of revocation it knows nothing.
 * Refused tokens have a room of their own, so that a flood of them does not push out the good ones.
 */
export class VerdictCache {
  private readonly accepted: LRUCache<string, Accepted>;
  private readonly refused = new LRUCache<string, Refused>({ max: refusedMax });

  constructor(size = acceptedMax) {
    this.accepted = new LRUCache({ max: size });
  }

  /** The caller whose token was accepted, until it expires or a minute has passed. */
  callerOf(digest: string, nowMilliseconds: number): Caller | undefined {
    const entry = this.accepted.get(digest);
    return entry !== undefined && isWithin(entry, nowMilliseconds) ? entry.caller : undefined;
  }

  refusalOf(digest: string, nowMilliseconds: number): ErrorCode | undefined {
    const entry = this.refused.get(digest);
    return entry !== undefined && isWithin(entry, nowMilliseconds) ? entry.code : undefined;
  }

  accept(digest: string, caller: Caller, nowMilliseconds: number): void {
    const untilMilliseconds = Math.min(caller.expiresAtSeconds * 1000, nowMilliseconds + acceptedMillisecondsMax);
    this.accepted.set(digest, { caller, sinceMilliseconds: nowMilliseconds, untilMilliseconds });
  }

  refuse(digest: string, code: ErrorCode, nowMilliseconds: number): void {
    const untilMilliseconds = nowMilliseconds + refusedMilliseconds;
    this.refused.set(digest, { code, sinceMilliseconds: nowMilliseconds, untilMilliseconds });
  }
}

/** A verdict from the future is one of a clock that was set back: it would last for as long as that went. */
function isWithin({ sinceMilliseconds, untilMilliseconds }: Span, nowMilliseconds: number): boolean {
  return sinceMilliseconds <= nowMilliseconds && nowMilliseconds < untilMilliseconds;
}
