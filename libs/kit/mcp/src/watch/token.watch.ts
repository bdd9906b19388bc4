import type { Caller } from '@caregate/core-permissions';
import type { RevocationsPort } from '../ports/revocations.port.js';

export type TokenEnd = 'token expired' | 'token revoked';

interface Watched {
  readonly caller: Caller;
  readonly end: (reason: TokenEnd) => void;
}

export interface TokenWatchOptions {
  readonly revocations: RevocationsPort | undefined;
  readonly clock: () => Date;
  /** How long an expired token may go unnoticed. */
  readonly intervalMilliseconds: number;
}

/** Ends what lasts longer than a request, once the token that opened it has expired or been revoked. */
export class TokenWatch {
  private readonly watched = new Set<Watched>();
  private readonly timer: NodeJS.Timeout;
  private readonly unsubscribe: (() => void) | undefined;

  constructor(private readonly options: TokenWatchOptions) {
    this.timer = setInterval(() => this.sweep(), options.intervalMilliseconds).unref();
    this.unsubscribe = options.revocations?.onRevoked(() => this.sweep());
  }

  /** Returns the function that stops watching. */
  add(caller: Caller, end: (reason: TokenEnd) => void): () => void {
    const entry = { caller, end };
    this.watched.add(entry);
    return () => this.watched.delete(entry);
  }

  close(): void {
    clearInterval(this.timer);
    this.unsubscribe?.();
    this.watched.clear();
  }

  private sweep(): void {
    const nowSeconds = this.options.clock().getTime() / 1000;
    for (const entry of this.watched) {
      const reason = this.reasonToEnd(entry.caller, nowSeconds);
      if (reason === undefined) continue;
      this.watched.delete(entry);
      entry.end(reason);
    }
  }

  private reasonToEnd(caller: Caller, nowSeconds: number): TokenEnd | undefined {
    if (caller.expiresAtSeconds <= nowSeconds) return 'token expired';
    return this.options.revocations?.isRevoked(caller) === true ? 'token revoked' : undefined;
  }
}
