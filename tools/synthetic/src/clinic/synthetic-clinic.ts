import type { ClinicRows } from './clinic-rows.js';

/** A whole clinic, made from its seed and its anchor date and from nothing else. */
export interface SyntheticClinic extends ClinicRows {
  readonly seed: number;
  /** "Today" of the record: what is past lies before it, appointments still to come after it. */
  readonly anchorDate: string;
  /** Where the clinic's wall clock hangs. */
  readonly timeZone: string;
}
