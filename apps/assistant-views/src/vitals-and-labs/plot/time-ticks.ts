import type { Span } from './scale.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const shortSteps = [1, 3, 6, 12, 24, 48, 7 * 24, 14 * 24].map((hours) => hours * HOUR);
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240];

/** Which part of a date distinguishes the ticks. */
export type TickUnit = 'hour' | 'day' | 'month' | 'year';

export interface TimeTicks {
  readonly unit: TickUnit;
  readonly at: readonly number[];
}

/** Beginnings of hours, days, months or years (in UTC) inside the span, at most `count` of them. */
export function timeTicks(span: Span, count: number): TimeTicks {
  const length = span[1] - span[0];
  const short = shortSteps.find((step) => length / step < count);
  if (short !== undefined) return { unit: short < DAY ? 'hour' : 'day', at: everyStep(span, short) };
  const months = monthSteps.find((step) => length / (step * 30 * DAY) < count) ?? 600;
  return { unit: months < 12 ? 'month' : 'year', at: everyMonths(span, months) };
}

function everyStep([from, to]: Span, step: number): number[] {
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, index) => (first + index) * step);
}

function everyMonths([from, to]: Span, step: number): number[] {
  const start = new Date(from);
  const found: number[] = [];
  for (let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at > to) return found;
    if (at >= from) found.push(at);
  }
}
