import type { Revocation } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';

export interface RevocationViewHealth {
  readonly healthy: boolean;
  /** How old the knowledge is: time since the start of the last read that succeeded. */
  readonly ageMilliseconds: number;
  /** How many revocations are held. */
  readonly size: number;
  readonly detail?: string;
}

/** What this process knows of revocations, asked on every request and therefore held in memory. */
export interface RevocationView {
  isRevoked(caller: Caller): boolean;
  /** True when the knowledge is too old to be relied on: whoever asks must refuse. */
  isStale(): boolean;
  /**
   * True when nobody has looked since this process was held up, or its machine slept, and nothing is known to be wrong.
   * Whoever asks has to `refresh` first.
   */
  isOverdue?(): boolean;
  /** Looks again, if that is overdue. Resolves soon, whatever comes of it; the caller asks `isStale` again. */
  refresh?(): Promise<void>;
  /** Called once for each revocation that becomes known; the answer ends the listening. */
  onRevoked(listener: (revocation: Revocation) => void): () => void;
  health(): RevocationViewHealth;
}
