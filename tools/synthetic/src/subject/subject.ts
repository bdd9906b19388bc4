import type { EpochDay } from '../calendar/days.js';
import type { Condition } from './condition.js';
import type { Sex } from './sex.js';

/** The body behind a patient's rows: what stays the same from one measurement to the next. */
export interface Subject {
  /** Of the body, for norms; the administrative gender of the row may be another or unknown. */
  readonly sex: Sex;
  readonly birthDay: EpochDay;
  readonly conditions: ReadonlySet<Condition>;
  /** Taller or shorter than the median of age and sex. */
  readonly heightPermille: number;
  /** Heavier or lighter than the median for that height, on the anchor day. */
  readonly massPermille: number;
  /** How that changes in a year. */
  readonly massPermillePerYear: number;
  /** Individual constants: the same person tends to the same values. */
  readonly trait: number;
}
