import type { Series } from './series.js';

export type Subject = 'vitals' | 'labs';

/** What one or several pages of a tool's answer hold. */
export interface Answer {
  readonly subject: Subject;
  readonly mrn: string;
  readonly series: readonly Series[];
  /** What the answer says of itself, such as that it is a summary. */
  readonly note: string | undefined;
  readonly nextCursor: string | undefined;
}
