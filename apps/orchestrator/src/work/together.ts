import { sqlStateOf } from './sql-state.js';

/** What became of one item of a batch. */
export type Outcome<O> = PromiseSettledResult<O>;

interface Waiting<I, O> {
  readonly item: I;
  resolve(value: O): void;
  reject(reason: unknown): void;
}

/**
 * Makes one of what many ask for while another is under way, so that a hundred callers share a transaction and a single
 * one waits for nobody. Each gets an answer of its own; a batch that the database refuses is tried item by item, so that
 * one caller's fault is nobody else's.
 */
export class Together<I, O> {
  private waiting: Waiting<I, O>[] = [];
  private running = 0;

  constructor(
    private readonly run: (items: readonly I[]) => Promise<readonly Outcome<O>[]>,
    private readonly limits = { itemsMax: 100, runsMax: 2 },
  ) {}

  add(item: I): Promise<O> {
    const answer = new Promise<O>((resolve, reject) => this.waiting.push({ item, resolve, reject }));
    if (this.running < this.limits.runsMax) void this.work();
    return answer;
  }

  private async work(): Promise<void> {
    this.running += 1;
    // What arrives within the same turn of the event loop travels together.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) await this.settle(this.waiting.splice(0, this.limits.itemsMax));
    this.running -= 1;
  }

  private async settle(batch: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const outcomes = await this.run(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome?.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome?.reason ?? new Error('A batch left out one of its items.'));
      });
    } catch (error) {
      if (batch.length > 1 && isRefusal(error)) for (const each of batch) await this.settle([each]);
      else for (const { reject } of batch) reject(error);
    }
  }
}

/** SQLSTATE classes of what the database rolled back and would do again without the culprit; not of a lost connection, after which nobody knows. */
const REFUSAL = /^(21|22|23|40|42|54|P0)/;

function isRefusal(error: unknown): boolean {
  return REFUSAL.test(sqlStateOf(error) ?? '');
}
