import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';
import { fineAgeAt } from '../clinical/age-at.js';
import { boundOf } from '../clinical/bound-of.js';
import { judgeResult, type JudgedResult } from '../clinical/ranges/judge-result.js';
import { sexOf, type PatientFacts } from '../clinical/patient-facts.js';
import { rangeText } from '../clinical/ranges/range-text.js';
import type { Subject } from '../clinical/ranges/reference-range.js';
import type { LabComponentView } from './lab.view.js';
import type { NewResult } from './new-result.js';

export interface NewComponent {
  readonly result: NewResult;
  readonly judged: JudgedResult;
  readonly shown: LabComponentView;
}

/** Flags and ranges for results that are about to be written on that day. Refuses what cannot be before anything is written. */
export function judgedComponents(
  results: readonly NewResult[],
  patient: PatientFacts,
  today: string,
): readonly NewComponent[] {
  const subject = { sex: sexOf(patient), ageYears: fineAgeAt(patient.birth_date, today) };
  return results.map((result) => {
    const judged = judge(result, subject);
    const { component, unit = null, code } = result;
    const shown = {
      component,
      value: result.value ?? result.text ?? '',
      unit,
      reference: rangeText(judged),
      flag: judged.flag ?? null,
      loinc: code ?? judged.loinc ?? null,
    };
    return { result, judged, shown };
  });
}

function judge(result: NewResult, subject: Subject): JudgedResult {
  const { component, value, text, unit, code: loinc, reference_low: low, reference_high: high, abnormal } = result;
  if ((value === undefined) === (text === undefined))
    throw new DomainError('request.invalid', { publicMessage: `${component} needs either value or text.` });
  if (low !== undefined && high !== undefined && low > high)
    throw new DomainError('request.invalid', {
      publicMessage: `reference_low of ${component} lies above its reference_high.`,
    });
  const measured = value === undefined ? boundOf(text ?? '') : { value };
  const found = abnormal === undefined ? undefined : flagOfFinding(abnormal);
  if (measured === undefined) return { flag: found, low, high };
  const judged = judgeResult({ component, loinc, ...measured, unit, low, high }, subject);
  return { ...judged, flag: judged.flag ?? (value === undefined ? found : undefined) };
}

function flagOfFinding(abnormal: boolean): 'A' | 'N' {
  return abnormal ? 'A' : 'N';
}

export interface ReportedOrder {
  readonly orderId: string;
  readonly patientId: string;
  /** Of results that are corrected, as the database writes it: what was left out is of that time too. */
  readonly reportedAt: string | undefined;
}

const insert = `
  INSERT INTO ehr.lab_component (lab_order_id, patient_id, component, loinc_code, value_number, value_text, unit,
    reference_low, reference_high, flag, effective_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($11::timestamptz, now()))`;

/**
 * One after the other, so that they keep the order of the report. What was judged as a known quantity has its code, with
 * which it is asked for and stands in a series: a critical value must not be missed because the laboratory sent a name.
 */
export async function writeComponents(
  manager: EntityManager,
  { orderId, patientId, reportedAt }: ReportedOrder,
  components: readonly NewComponent[],
): Promise<void> {
  for (const each of components) {
    const [component, code, ...others] = insertValues(each);
    const values = [component, code ?? each.judged.loinc, ...others];
    await manager.query(insert, [orderId, patientId, ...values, reportedAt]);
  }
}

/** Name, code, number, words, unit, range and flag. */
export function insertValues({ result, judged }: NewComponent): readonly unknown[] {
  const { component, code, value, text, unit } = result;
  return [component, code, value, text, unit, judged.low, judged.high, judged.flag];
}
