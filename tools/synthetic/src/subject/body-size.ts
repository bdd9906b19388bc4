import { yearsBetween, type EpochDay } from '../calendar/days.js';
import { growth } from '../data/growth.data.js';
import type { Subject } from './subject.js';

/** Height in inches and weight in pounds on a day; weight drifts toward what it is on the anchor day. */
export function bodySize(subject: Subject, day: EpochDay, anchorDay: EpochDay): { height: number; weight: number } {
  const years = yearsBetween(subject.birthDay, day);
  const at = position(years);
  const { height, weight } = growth[subject.sex];
  const tall = subject.heightPermille / 1000;
  const drift = (subject.massPermillePerYear * yearsBetween(day, anchorDay)) / 1000;
  return {
    height: between(height, at) * tall,
    weight: between(weight, at) * tall * tall * (subject.massPermille / 1000 - drift),
  };
}

interface Position {
  readonly index: number;
  readonly share: number;
}

/** Where an age lies between two rows of the table. */
function position(years: number): Position {
  const { ages } = growth;
  let index = 0;
  while (index < ages.length - 2 && (ages[index + 1] ?? 0) <= years) index += 1;
  const from = ages[index] ?? 0;
  const to = ages[index + 1] ?? from + 1;
  return { index, share: Math.min(1, Math.max(0, (years - from) / (to - from))) };
}

function between(column: readonly number[], { index, share }: Position): number {
  const from = column[index] ?? 0;
  return from + ((column[index + 1] ?? from) - from) * share;
}
