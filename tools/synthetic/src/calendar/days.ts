const MILLISECONDS_PER_DAY = 86_400_000;

/** A calendar day counted from 1970-01-01: dates as integers add and compare without a time zone. */
export type EpochDay = number;

export function dayOf(isoDate: string): EpochDay {
  return Date.parse(`${isoDate}T00:00:00Z`) / MILLISECONDS_PER_DAY;
}

export function isoDate(day: EpochDay): string {
  return new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

/** Age in years as doctors' tables want it; a person's birthday is a day early or late at most. */
export function yearsBetween(birthDay: EpochDay, day: EpochDay): number {
  return (day - birthDay) / 365.25;
}
