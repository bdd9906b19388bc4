import type { Drug } from './drug.js';

/** UCUM is for machines; a prescription says mcg, because ug is misread (ISMP list of error-prone abbreviations). */
export function dosageText({ dosage, doseValue, doseUnit }: Drug): string {
  return dosage ?? `${doseValue} ${doseUnit === 'ug' ? 'mcg' : 'mg'}`;
}
