import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresRevocationView } from '@caregate/kit-jwt';

/** Longer than a read takes; whoever revokes something in an outage is answered all the same. */
const MILLISECONDS_MAX = 1000;

/**
 * Lets whoever revokes something wait until this process knows it: the next request that comes here is refused
 * (RFC 7009 §2.1, "the invalidation takes place immediately"). It looks by itself, so that no message has to come back.
 */
export class KnownHere {
  private readonly awaited = new Map<number, () => void>();

  constructor(private readonly view: Pick<PostgresRevocationView, 'lookNow' | 'onCaughtUp'>) {
    view.onCaughtUp((known) => {
      for (const [seq, tell] of this.awaited) if (seq <= known) tell();
    });
  }

  /** To be called before anybody could know; `settled` waits, `forget` gives up. */
  expect(seq: number): { settled(): Promise<void>; forget(): void } {
    const known = new Promise<void>((resolve) => this.awaited.set(seq, resolve));
    const forget = () => void this.awaited.delete(seq);
    const settled = async () => {
      this.view.lookNow();
      await Promise.race([known, pause(MILLISECONDS_MAX, undefined, { ref: false })]);
      forget();
    };
    return { settled, forget };
  }
}
