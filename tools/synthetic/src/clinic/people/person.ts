import type { EpochDay } from '../../calendar/days.js';
import type { Subject } from '../../subject/subject.js';
import type { PatientRow } from '../clinic-rows.js';

/** A patient as the other generators see one: the row, and the body behind it. */
export interface Person {
  readonly row: PatientRow;
  readonly subject: Subject;
  /** Nothing is on record before this day. */
  readonly registeredDay: EpochDay;
  readonly years: number;
}
