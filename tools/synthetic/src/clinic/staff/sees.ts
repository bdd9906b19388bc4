import type { Person } from '../people/person.js';
import type { Specialty } from './specialty.js';

/** Whether a specialty has appointments for this person. */
export function sees(specialty: Specialty, { years, subject }: Person): boolean {
  const { ages: [from, to] = [18, 120], sex = subject.sex, seesOnly, reasons } = specialty;
  const concerned = seesOnly?.some((condition) => subject.conditions.has(condition)) ?? true;
  return reasons.length > 0 && concerned && sex === subject.sex && years >= from && years < to + 1;
}
