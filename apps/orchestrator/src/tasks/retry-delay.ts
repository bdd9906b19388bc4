import type { RetryPolicy } from '@caregate/core-contracts';

type Timing = Omit<RetryPolicy, 'retryable_errors'>;

const USUAL: Timing = { strategy: 'exponential', delay_seconds: 1, delay_seconds_max: 60 };

const factorOf: Readonly<Record<RetryPolicy['strategy'], (retry: number) => number>> = {
  fixed: () => 1,
  linear: (retry) => retry,
  exponential: (retry) => 2 ** (retry - 1),
};

/** What the policy says, less up to a quarter, so that tasks that failed together do not return together. */
export function retryDelayMilliseconds(
  retry: number,
  policy: Timing | null = USUAL,
  random: () => number = Math.random,
): number {
  const { strategy, delay_seconds, delay_seconds_max } = policy ?? USUAL;
  const whole = Math.min(delay_seconds * factorOf[strategy](retry), delay_seconds_max);
  return Math.round(whole * 1000 * (1 - random() / 4));
}
