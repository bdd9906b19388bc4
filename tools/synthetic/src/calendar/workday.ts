import { isoDate, type EpochDay } from './days.js';

/** The clinic is closed on holidays that keep their date. */
const CLOSED = new Set(['01-01', '07-04', '12-25']);

/** The day itself, or else the next day (`step` -1: the last day before) on which the clinic works. */
export function workday(day: EpochDay, step: 1 | -1 = 1): EpochDay {
  let found = day;
  while (isWeekend(found) || CLOSED.has(isoDate(found).slice(5))) found += step;
  return found;
}

/** 1970-01-01 was a Thursday. */
function isWeekend(day: EpochDay): boolean {
  const sinceSunday = (((day + 4) % 7) + 7) % 7;
  return sinceSunday === 0 || sinceSunday === 6;
}
