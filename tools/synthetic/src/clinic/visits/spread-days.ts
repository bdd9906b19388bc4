import type { EpochDay } from '../../calendar/days.js';
import { workday } from '../../calendar/workday.js';
import type { Prng } from '../../random/prng.js';

/** So many different working days between two days, oldest first and spread evenly: a history, not a cluster. */
export function spreadDays(random: Prng, count: number, { from, to }: { from: EpochDay; to: EpochDay }): EpochDay[] {
  const days: EpochDay[] = [];
  const step = Math.max(0, to - from) / count;
  for (let i = 0; i < count; i += 1) {
    const day = workday(from + Math.floor(step * (i + 0.3) + random.below(Math.max(1, Math.floor(step * 0.7)))));
    if (day !== days[days.length - 1]) days.push(day);
  }
  return days;
}
