import { setTimeout } from 'node:timers/promises';

export interface RetryRule {
  readonly attemptsMax: number;
  /** The first pause at most; every further one may be twice as long. */
  readonly pauseMilliseconds: number;
  /**
   * Whether another attempt may end better: `false`, `true`, or the least pause in milliseconds that the other side asks
   * for.
   */
  isPassing(error: unknown): boolean | number;
}

export interface Retried<T> {
  readonly value: T;
  readonly retries: number;
}

/** No archive may hold a call for longer than this by asking for patience. */
const PAUSE_MILLISECONDS_MAX = 5_000;

/** Repeats what may be repeated, with exponential back-off and full jitter, so that many do not come back at once. */
export async function retried<T>(work: () => Promise<T>, rule: RetryRule): Promise<Retried<T>> {
  for (let retries = 0; ; retries += 1) {
    try {
      return { value: await work(), retries };
    } catch (error) {
      const passing = rule.isPassing(error);
      if (passing === false || retries + 1 >= rule.attemptsMax) throw error;
      const jittered = Math.random() * rule.pauseMilliseconds * 2 ** retries;
      const asked = typeof passing === 'number' ? passing : 0;
      await setTimeout(Math.min(PAUSE_MILLISECONDS_MAX, Math.max(asked, jittered)));
    }
  }
}
