/** Values of which a trend is made at most. */
export const SERIES_MAX = 1000;

export interface TrendAnswer<T> {
  readonly trend: T;
  readonly message?: string;
}

interface Newest<R> {
  readonly rows: readonly R[];
  readonly message?: string;
}

/** Of one row more than the most, newest first. Nothing is left out without saying so. */
export function newestIn<R>(found: readonly R[]): Newest<R> {
  if (found.length <= SERIES_MAX) return { rows: found };
  const message = `There is more: this is the trend of the newest ${SERIES_MAX}. Give an earlier day as to for what was before.`;
  return { rows: found.slice(0, SERIES_MAX), message };
}
