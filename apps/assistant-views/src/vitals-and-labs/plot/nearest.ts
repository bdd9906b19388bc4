import type { Reading } from '../answer/series.js';

/** The place of the reading that is closest in time. Oldest first. */
export function nearest(readings: readonly Reading[], at: number): number {
  let low = 0;
  let high = readings.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [one, next] = [readings[middle]?.at ?? 0, readings[middle + 1]?.at ?? 0];
    if (Math.abs(one - at) <= Math.abs(next - at)) high = middle;
    else low = middle + 1;
  }
  return low;
}
