import { childPressures } from './child-pressures.data.js';
import type { VitalRange } from './reference-range.js';

export type JudgedVital =
  | 'systolic_bp'
  | 'diastolic_bp'
  | 'heart_rate'
  | 'respiratory_rate'
  | 'temperature'
  | 'oxygen_saturation';

const FIRST_28_DAYS = 28 / 366;
const FIRST_60_DAYS = 61 / 366;

/**
 * What is normal at rest, by age. Of children: American Heart Association, Pediatric Advanced Life Support (2015), as the vital signs chart of PedsCases
 * gives it (pedscases.com/pediatric-vital-signs-reference-chart), of children who are awake. Critical limits are where
 * the National Early Warning Score 2 (Royal College of Physicians, London 2017, chart 1) gives 3 for one sign alone; it
 * is for people of 16 years and more, so children have none.
 */
export const vitalRanges: Readonly<Record<JudgedVital, readonly VitalRange[]>> = {
  systolic_bp: [
    { belowYears: FIRST_28_DAYS, low: 60, high: 84 },
    { belowYears: 1, low: 72, high: 104 },
    ...childPressures.systolic,
    // From 13 years on as adults (AAP 2017; ACC/AHA 2017): normal is below 120/80, a crisis above 180/120.
    { belowYears: 16, low: 90, high: 119, criticalHigh: 181 },
    // NEWS2 gives 3 for 90 itself too, where hypotension begins below 90 by all others.
    { low: 90, high: 119, criticalLow: 89, criticalHigh: 181 },
  ],
  diastolic_bp: [
    { belowYears: FIRST_28_DAYS, low: 31, high: 53 },
    { belowYears: 1, low: 37, high: 56 },
    ...childPressures.diastolic,
    { low: 60, high: 79, criticalHigh: 121 },
  ],
  heart_rate: [
    { belowYears: FIRST_28_DAYS, low: 100, high: 205 },
    { belowYears: 1, low: 100, high: 190 },
    { belowYears: 3, low: 98, high: 140 },
    { belowYears: 6, low: 80, high: 120 },
    { belowYears: 12, low: 75, high: 118 },
    { belowYears: 16, low: 60, high: 100 },
    { low: 60, high: 100, criticalLow: 40, criticalHigh: 131 },
  ],
  respiratory_rate: [
    { belowYears: 1, low: 30, high: 53 },
    { belowYears: 3, low: 22, high: 37 },
    { belowYears: 6, low: 20, high: 28 },
    { belowYears: 12, low: 18, high: 25 },
    { belowYears: 16, low: 12, high: 20 },
    { low: 12, high: 20, criticalLow: 8, criticalHigh: 25 },
  ],
  /**
   * [degF]. Fever begins at 100.4 (38.0 Cel: American Academy of Pediatrics; Centers for Disease Control). Where it was
   * measured is not recorded: of children the lowest that is normal anywhere (mouth, 35.5 Cel: Canadian Paediatric
   * Society, 2015), of others that of NEWS2 (36.1 Cel). In the first 60 days fever is urgent by itself (American Academy
   * of Pediatrics 2021, Pediatrics 148(2):e2021052228).
   */
  temperature: [
    { belowYears: FIRST_60_DAYS, low: 95.9, high: 100.3, criticalHigh: 100.4 },
    { belowYears: 16, low: 95.9, high: 100.3 },
    { low: 97, high: 100.3, criticalLow: 95 },
  ],
  /** In the first weeks lower is usual (Thorax 1999;54:452, table 1: 5th centile 92 to 93), and nobody gives one range. Of
   * children below 90 is urgent (World Health Organization, Pocket book of hospital care for children, 2013). */
  oxygen_saturation: [
    { belowYears: FIRST_28_DAYS },
    { belowYears: 16, low: 95, high: 100, criticalLow: 89 },
    { low: 95, high: 100, criticalLow: 91 },
  ],
};
