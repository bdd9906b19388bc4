import { judgeVital } from '../clinical/ranges/judge-vital.js';
import type { PatientFacts } from '../clinical/patient-facts.js';
import { vitalRanges, type JudgedVital } from '../clinical/ranges/vital-ranges.data.js';
import type { Measurements } from './measurements.js';

const judged = Object.keys(vitalRanges) as JudgedVital[];

/** Somebody has to be told at once, whoever reads no further than the answer to the recording. */
export function criticalAmong(values: Measurements, day: string, patient: PatientFacts): string {
  const critical = judged.filter((vital) => {
    const value = values[vital];
    const { flag } = (value !== undefined && judgeVital(vital, { value, day }, patient)) || {};
    return flag === 'HH' || flag === 'LL';
  });
  return critical.length === 0 ? '' : `; CRITICAL: ${critical.map((vital) => `${vital} ${values[vital]}`).join(', ')}`;
}
