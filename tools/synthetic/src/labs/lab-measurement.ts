import type { LabFlag } from './lab-flag.js';
import type { LabComponent, ReferenceRange } from './lab-panel.js';

/** One line of a report: a number with its range, or a word. */
export interface LabMeasurement {
  readonly definition: LabComponent;
  readonly range: ReferenceRange;
  readonly valueNumber: number | null;
  readonly valueText: string | null;
  readonly flag: LabFlag;
}
