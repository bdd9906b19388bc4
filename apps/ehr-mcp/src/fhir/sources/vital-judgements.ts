import type { JudgedKey, PatientRecord, VitalJudgements, VitalSignsRecord } from '@caregate/core-fhir';
import { judgeVital } from '../../clinical/ranges/judge-vital.js';
import { dayIn } from '../../shape/day-in.js';
import type { JudgedVital } from '../../clinical/ranges/vital-ranges.data.js';

const columns: Readonly<Record<JudgedKey, JudgedVital>> = {
  systolicBp: 'systolic_bp',
  diastolicBp: 'diastolic_bp',
  heartRate: 'heart_rate',
  temperature: 'temperature',
  respiratoryRate: 'respiratory_rate',
  oxygenSaturation: 'oxygen_saturation',
};

type Judge = (record: VitalSignsRecord, patient: Pick<PatientRecord, 'gender' | 'birthDate'>) => VitalJudgements;

/** What the numbers of one recording mean, as the tools of a clinic in that time zone tell it. */
export const vitalJudgements = (timeZone: string): Judge => {
  return (record, patient) => judgementsOn(dayIn(timeZone, record.recordedAt), record, patient);
};

function judgementsOn(
  day: string,
  record: VitalSignsRecord,
  { gender, birthDate }: Pick<PatientRecord, 'gender' | 'birthDate'>,
): VitalJudgements {
  const facts = { gender, birth_date: birthDate };
  const keys = Object.keys(columns) as JudgedKey[];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = record[key];
      const judged = value === null ? undefined : judgeVital(columns[key], { value, day }, facts);
      return judged === undefined ? [] : [[key, judged]];
    }),
  );
}
