import { judgeVital } from '../clinical/judge-vital.js';
import type { PatientFacts } from '../clinical/patient-facts.js';
import { rangeText } from '../clinical/range-text.js';
import { vitalRanges, type JudgedVital } from '../clinical/vital-ranges.data.js';
import type { RecordingView } from './vital-signs.view.js';

export type VitalSignsRow = Omit<RecordingView, 'flags' | 'reference'> &
  Readonly<Record<JudgedVital, number | null>> &
  PatientFacts;

const judgedVitals = Object.keys(vitalRanges) as JudgedVital[];

/** The recording as it is shown: the record keeps what was measured, and what that means is computed each time. */
export function shownRecording<R extends VitalSignsRow>(row: R) {
  const { systolic_bp: _systolic, diastolic_bp: _diastolic, gender, birth_date, ...recording } = row;
  const judged = judgedVitals.flatMap((vital) => {
    const value = row[vital];
    const found =
      value === null
        ? undefined
        : judgeVital(vital, { value, day: row.recorded_date.slice(0, 10) }, { gender, birth_date });
    return found === undefined ? [] : [[vital, found] as const];
  });
  return {
    ...recording,
    flags: Object.fromEntries(judged.map(([vital, { flag }]) => [vital, flag])),
    reference: Object.fromEntries(judged.map(([vital, range]) => [vital, rangeText(range)])),
  };
}
