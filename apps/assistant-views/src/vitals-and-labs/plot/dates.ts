import type { TickUnit } from './time-ticks.js';

export interface Dates {
  readonly full: (at: number) => string;
  readonly tick: (at: number, unit: TickUnit) => string;
}

const tickParts: Readonly<Record<TickUnit, Intl.DateTimeFormatOptions>> = {
  hour: { hour: '2-digit', minute: '2-digit', day: 'numeric', month: 'short' },
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
};

/** Dates as the host's user writes them. Ticks stand at beginnings in UTC, so they are named in UTC. */
export function datesFor(locale: string | undefined, timeZone: string | undefined): Dates {
  const full = formatOf(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: timeZone ?? 'UTC' });
  return {
    full: (at) => full.format(at),
    tick: (at, unit) => formatOf(locale, { ...tickParts[unit], timeZone: 'UTC' }).format(at),
  };
}

/** A host may name a language or a zone that this browser has never heard of. */
function formatOf(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
  }
}
