import type { Caller } from '@caregate/core-permissions';
import type { RevocationView } from '@caregate/kit-jwt';

interface Watched {
  readonly caller: Caller;
  readonly end: () => void;
}

/** Ends what lasts longer than a request, once the token that opened it has expired or been revoked. */
export class StreamWatch {
  private readonly watched = new Set<Watched>();
  private readonly timer: NodeJS.Timeout;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly revocations: Pick<RevocationView, 'isRevoked' | 'onRevoked'>,
    intervalMilliseconds = 1_000,
  ) {
    this.timer = setInterval(() => this.sweep(), intervalMilliseconds).unref();
    this.unsubscribe = revocations.onRevoked(() => this.sweep());
  }

  /** Returns the function that stops watching. */
  add(caller: Caller, end: () => void): () => void {
    const entry = { caller, end };
    this.watched.add(entry);
    return () => void this.watched.delete(entry);
  }

  close(): void {
    clearInterval(this.timer);
    this.unsubscribe();
  }

  private sweep(): void {
    const nowSeconds = Date.now() / 1000;
    for (const entry of this.watched) {
      if (entry.caller.expiresAtSeconds > nowSeconds && !this.revocations.isRevoked(entry.caller)) continue;
      this.watched.delete(entry);
      entry.end();
    }
  }
}
