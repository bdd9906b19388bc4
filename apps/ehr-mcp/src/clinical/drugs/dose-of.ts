import { isUnit } from '../units/ucum.js';

export interface Dose {
  readonly value: number;
  /** UCUM. */
  readonly unit: string;
}

/** As prescriptions write them, because ug and U are misread (ISMP list of error-prone abbreviations). */
const PRESCRIBED = new Map([
  ['mcg', 'ug'],
  ['units', '[iU]'],
  ['unit', '[iU]'],
  ['ml', 'mL'],
  ['drops', '[drp]'],
]);

/** Number and unit at the beginning of a dosage; `undefined` for what is no measured dose, such as "2 tablets". */
export function doseOf(dosage: string): Dose | undefined {
  const [, number = '', written = ''] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z%/[\]]+)/.exec(dosage) ?? [];
  const unit = PRESCRIBED.get(written.toLowerCase()) ?? written;
  const value = Number(number);
  return written !== '' && value > 0 && isUnit(unit) ? { value, unit } : undefined;
}

/** Whether a dosage begins with no dose at all, such as "0 mg" or "-5 mg": a slip of the pen. */
export function isNoDose(dosage: string): boolean {
  const [, number] = /^\s*([-\u2212]?\d+(?:[.,]\d+)?)/.exec(dosage) ?? [];
  return number !== undefined && !(Number(number.replace(',', '.')) > 0);
}
