const FIRST_MILLISECONDS = 1_000;
const MOST_MILLISECONDS = 60_000;

/** Doubles from a second to a minute, less up to a quarter, so that tasks that failed together do not return together. */
export function retryDelayMilliseconds(retry: number, random: () => number = Math.random): number {
  const whole = Math.min(FIRST_MILLISECONDS * 2 ** (retry - 1), MOST_MILLISECONDS);
  return Math.round(whole * (1 - random() / 4));
}
