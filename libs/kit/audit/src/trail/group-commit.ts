/** Thrown by a `write` that the receiver understood and refused: to try the same again would be of no use. */
export class BatchRefused extends Error {}

export interface GroupCommitLimits {
  readonly batchMax: number;
  readonly pendingMax: number;
  /** Who has waited this long by the time that a batch fails waits for no other, however many are in the way. */
  readonly waitMilliseconds: number;
}

interface Waiting<T> {
  readonly item: T;
  readonly since: number;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Writes what many callers add in few batches: while one batch is under way the next one gathers, and it leaves as soon
 * as the other has arrived. So a single caller waits for nobody, and a thousand share one commit.
 */
export class GroupCommit<T> {
  private waiting: Waiting<T>[] = [];
  private pendingCount = 0;
  private running: Promise<void> | undefined;

  constructor(
    private readonly write: (batch: readonly T[]) => Promise<void>,
    private readonly limits: GroupCommitLimits,
  ) {}

  /** Added and not yet settled. */
  get pending(): number {
    return this.pendingCount;
  }

  /** Settles with the batch in which the item travelled; rejects at once when too many are waiting. */
  add(item: T): Promise<void> {
    if (this.pendingCount >= this.limits.pendingMax) return Promise.reject(new Error('Too many entries are waiting.'));
    this.pendingCount += 1;
    this.running ??= this.run();
    return new Promise((resolve, reject) => this.waiting.push({ item, since: performance.now(), resolve, reject }));
  }

  /** Resolves when everything added so far is settled. */
  async drain(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  private async run(): Promise<void> {
    // What arrives within the same turn of the event loop travels together.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) await this.settle(this.waiting.splice(0, this.limits.batchMax));
    this.running = undefined;
  }

  private async settle(batch: readonly Waiting<T>[]): Promise<void> {
    try {
      await this.write(batch.map(({ item }) => item));
      this.finish(batch, ({ resolve }) => resolve());
    } catch (error) {
      if (error instanceof BatchRefused && batch.length > 1) return this.settleHalves(batch);
      this.finish(batch, ({ reject }) => reject(error));
      if (!(error instanceof BatchRefused)) this.giveUp(error);
    }
  }

  /** The oldest stand first. */
  private giveUp(error: unknown): void {
    const after = performance.now() - this.limits.waitMilliseconds;
    const inTime = this.waiting.findIndex(({ since }) => since > after);
    const late = this.waiting.splice(0, inTime < 0 ? this.waiting.length : inTime);
    this.finish(late, ({ reject }) => reject(error));
  }

  private finish(batch: readonly Waiting<T>[], settle: (waiting: Waiting<T>) => void): void {
    this.pendingCount -= batch.length;
    batch.forEach(settle);
  }

  /** One item that is refused must not take its fellow travellers with it. */
  private async settleHalves(batch: readonly Waiting<T>[]): Promise<void> {
    const middle = Math.ceil(batch.length / 2);
    await this.settle(batch.slice(0, middle));
    await this.settle(batch.slice(middle));
  }
}
