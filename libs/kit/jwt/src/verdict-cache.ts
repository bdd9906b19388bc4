import type { ErrorCode } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { LRUCache } from 'lru-cache';

interface Accepted {
  readonly caller: Caller;
  readonly untilMilliseconds: number;
}

interface Refused {
  readonly code: ErrorCode;
  readonly untilMilliseconds: number;
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
    return entry !== undefined && nowMilliseconds < entry.untilMilliseconds ? entry.caller : undefined;
  }

  refusalOf(digest: string, nowMilliseconds: number): ErrorCode | undefined {
    const entry = this.refused.get(digest);
    return entry !== undefined && nowMilliseconds < entry.untilMilliseconds ? entry.code : undefined;
  }

  accept(digest: string, caller: Caller, nowMilliseconds: number): void {
    const untilMilliseconds = Math.min(caller.expiresAtSeconds * 1000, nowMilliseconds + acceptedMillisecondsMax);
    this.accepted.set(digest, { caller, untilMilliseconds });
  }

  refuse(digest: string, code: ErrorCode, nowMilliseconds: number): void {
    this.refused.set(digest, { code, untilMilliseconds: nowMilliseconds + refusedMilliseconds });
  }
}
