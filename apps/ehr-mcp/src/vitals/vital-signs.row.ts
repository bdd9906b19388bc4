import { judgeVital } from '../clinical/ranges/judge-vital.js';
import type { PatientFacts } from '../clinical/patient-facts.js';
import { vitalRanges, type JudgedVital } from '../clinical/ranges/vital-ranges.data.js';
import type { RecordingView } from './vital-signs.view.js';

export type VitalSignsRow = Omit<RecordingView, 'flags' | 'reference'> &
  Readonly<Record<JudgedVital, number | null>> &
  PatientFacts & {
    /** On which it was measured, on the calendar of the clinic. */
    readonly day: string;
  };

type Judgements = Partial<Record<JudgedVital, string>>;

const judgedVitals = Object.keys(vitalRanges) as JudgedVital[];

/** The recording as it is shown: the record keeps what was measured, and what that means is computed each time. */
export function shownRecording<R extends VitalSignsRow>(row: R) {
  const { systolic_bp: _systolic, diastolic_bp: _diastolic, gender, birth_date, day, ...recording } = row;
  const patient = { gender, birth_date };
  const flags: Judgements = {};
  const reference: Judgements = {};
  for (const vital of judgedVitals) {
    const value = row[vital];
    const judged = value === null ? undefined : judgeVital(vital, { value, day }, patient);
    if (judged === undefined) continue;
    flags[vital] = judged.flag;
    reference[vital] = judged.reference;
  }
  return { ...recording, flags, reference };
}
