import { periodOf, type Period } from './period.js';

const datePrefixes = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;

export interface DateCondition {
  readonly prefix: (typeof datePrefixes)[number];
  readonly period: Period;
}

export function dateCondition(text: string): DateCondition | undefined {
  const prefix = datePrefixes.find((candidate) => text.startsWith(candidate));
  const period = periodOf(prefix === undefined ? text : text.slice(prefix.length));
  return period && { prefix: prefix ?? 'eq', period };
}

/** FHIR R4 search.html#prefix, for stretches on both sides. */
export function meetsDate({ prefix, period }: DateCondition, value: Period, now: number): boolean {
  const within = period.from <= value.from && value.until <= period.until;
  const above = value.until > period.until;
  const below = value.from < period.from;
  const meets: Record<DateCondition['prefix'], () => boolean> = {
    eq: () => within,
    ne: () => !within,
    gt: () => above,
    lt: () => below,
    ge: () => above || within,
    le: () => below || within,
    sa: () => value.from >= period.until,
    eb: () => value.until <= period.from,
    ap: () => overlaps(widened(period, now), value),
  };
  return meets[prefix]();
}

/** "The recommended value for the approximation is 10% of the gap between now and the date" (search.html#prefix). */
export function widened({ from, until }: Period, now: number): Period {
  const gap = Math.abs(now - from) / 10;
  return { from: from - gap, until: until + gap };
}

function overlaps(one: Period, other: Period): boolean {
  return one.from < other.until && other.from < one.until;
}
