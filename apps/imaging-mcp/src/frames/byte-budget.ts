import { DomainError, type ErrorCode } from '@caregate/core-errors';

/** Who waits longer has better asked later: a host gives a call half a minute. */
const WAITING_MAX = 64;

interface Waiting {
  readonly bytes: number;
  readonly begin: () => void;
}

/** Memory that pieces of work share: those that find no room wait for it, in the order in which they came. */
export class ByteBudget {
  private taken = 0;
  private readonly waiting: Waiting[] = [];

  constructor(
    private readonly bytesMax: number,
    private readonly waitingMax = WAITING_MAX,
    /** What whoever comes after those is told. */
    private readonly busy: ErrorCode = 'imaging.renderer.busy',
  ) {}

  /**
   * Refuses work that alone needs more than there is, and whatever comes when too many wait already. Whoever leaves gives
   * up the place in the queue.
   */
  async spend<T>(bytes: number, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (bytes > this.bytesMax) throw new DomainError('imaging.frame.too_large', { detail: { bytes } });
    signal?.throwIfAborted();
    await this.room(bytes, signal);
    try {
      return await work();
    } finally {
      this.taken -= bytes;
      this.admit();
    }
  }

  private room(bytes: number, signal?: AbortSignal): Promise<void> {
    if (this.waiting.length >= this.waitingMax) throw new DomainError(this.busy);
    const begun = new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(place), 1);
        reject(signal?.reason);
        // Behind what was too large for the room that there is, there may be something that is not.
        this.admit();
      };
      const begin = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const place = { bytes, begin };
      this.waiting.push(place);
      signal?.addEventListener('abort', leave, { once: true });
    });
    this.admit();
    return begun;
  }

  private admit(): void {
    for (let [next] = this.waiting; next !== undefined; [next] = this.waiting) {
      if (this.taken + next.bytes > this.bytesMax) return;
      this.waiting.shift();
      this.taken += next.bytes;
      next.begin();
    }
  }
}
