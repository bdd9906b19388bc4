import { setTimeout as pause } from 'node:timers/promises';

interface Waiting<T, R> {
  readonly item: T;
  resolve(result: R): void;
  reject(error: unknown): void;
}

export interface GatheredLimits {
  readonly itemsMax: number;
  /** Lots begin so far apart, so that who comes alone waits for nobody and many share the cost. */
  readonly apartMilliseconds: number;
}

/** Does for many at once what costs the same for one: while one lot is under way the next gathers. */
export class Gathered<T, R> {
  private waiting: Waiting<T, R>[] = [];
  private running = false;
  private begunAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly work: (items: readonly T[]) => Promise<readonly R[]>,
    private readonly limits: GatheredLimits,
  ) {}

  /** The result of this item, or the error of its whole lot. */
  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.running) return;
      this.running = true;
      void this.run();
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      // Even with nothing to wait for, what arrives within the same turn of the event loop travels together.
      await pause(Math.max(0, this.begunAt + this.limits.apartMilliseconds - performance.now()));
      this.begunAt = performance.now();
      await this.settle(this.waiting.splice(0, this.limits.itemsMax));
    }
    this.running = false;
  }

  private async settle(lot: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.work(lot.map(({ item }) => item));
      lot.forEach(({ resolve }, index) => resolve(results[index] as R));
    } catch (error) {
      for (const { reject } of lot) reject(error);
    }
  }
}
