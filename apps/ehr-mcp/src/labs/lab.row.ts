import { fineAgeAt } from '../clinical/age-at.js';
import { sexOf, type PatientFacts } from '../clinical/patient-facts.js';
import { rangeText } from '../clinical/ranges/range-text.js';
import { judgedOrAsReported } from './judged.js';
import type { LabComponentView, LabOrderView } from './lab.view.js';

export interface LabComponentRow {
  readonly component: string;
  readonly loinc: string | null;
  readonly value: number | string;
  readonly unit: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reference_text: string | null;
  readonly flag: string | null;
  readonly day: string;
}

export type LabOrderRow = Omit<LabOrderView, 'results'> & { readonly results: readonly LabComponentRow[] };

/** The order as it is shown: flags and ranges that the laboratory left open are computed by age and sex. */
export function shownOrder<R extends LabOrderRow>({ results, ...order }: R, patient: PatientFacts): LabOrderView {
  return { ...order, results: results.map((row) => shown(row, patient)) };
}

function shown(row: LabComponentRow, patient: PatientFacts): LabComponentView {
  const ageYears = fineAgeAt(patient.birth_date, row.day);
  const judged = judgedOrAsReported(row, { sex: sexOf(patient), ageYears });
  return {
    component: row.component,
    value: row.value,
    unit: row.unit,
    reference: row.reference_text ?? rangeText(judged),
    flag: row.flag ?? judged.flag ?? null,
    loinc: row.loinc,
  };
}
