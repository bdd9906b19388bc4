import { childHematocrit, childHemoglobin, childLeukocytes } from './child-blood.data.js';
import type { Analyte } from './reference-range.js';

const DAY = 1 / 366;

/** What is counted in blood; the source is that of `analytes`. */
export const bloodCounts: readonly Analyte[] = [
  {
    loinc: '6690-2',
    name: 'White blood cells',
    otherNames: ['WBC', 'White blood cell count', 'Leukocytes', 'Leucocytes'],
    specimens: ['blood'],
    unit: '10*3/uL',
    ranges: [...childLeukocytes, { low: 4.5, high: 11 }],
    critical: { low: 1, high: 50 },
    possible: [0, 900],
  },
  {
    loinc: '718-7',
    name: 'Hemoglobin',
    otherNames: ['Hgb', 'Haemoglobin'],
    specimens: ['blood'],
    unit: 'g/dL',
    // Of one chain with its iron, by which laboratories count.
    molarMass: 16_114,
    decimals: { 'mmol/L': 1 },
    ranges: [...childHemoglobin, { sex: 'male', low: 13.5, high: 17.5 }, { sex: 'female', low: 12, high: 15.5 }],
    critical: { low: 7, high: 20 },
    possible: [1, 30],
  },
  {
    loinc: '4544-3',
    name: 'Hematocrit',
    otherNames: ['Hct', 'Haematocrit'],
    specimens: ['blood'],
    unit: '%',
    ranges: [...childHematocrit, { sex: 'male', low: 40, high: 52 }, { sex: 'female', low: 36, high: 46 }],
    critical: { low: 20, high: 60 },
    possible: [3, 85],
  },
  {
    loinc: '777-3',
    name: 'Platelets',
    otherNames: ['PLT', 'Platelet count'],
    specimens: ['blood'],
    unit: '10*3/uL',
    ranges: [
      { belowYears: 7 * DAY, low: 84, high: 478 },
      { low: 150, high: 400 },
    ],
    critical: { low: 20, high: 1000 },
    possible: [0, 5000],
  },
  {
    loinc: '789-8',
    name: 'Red blood cells',
    otherNames: ['RBC', 'Red blood cell count', 'Erythrocytes'],
    specimens: ['blood'],
    unit: '10*6/uL',
    // As Mayo Clinic Laboratories reports it.
    ranges: [{ belowYears: 18 }, { sex: 'male', low: 4.35, high: 5.65 }, { sex: 'female', low: 3.92, high: 5.13 }],
    possible: [0.3, 12],
  },
  {
    loinc: '787-2',
    name: 'Mean corpuscular volume (MCV)',
    specimens: ['blood'],
    unit: 'fL',
    ranges: [{ belowYears: 18 }, { low: 80, high: 100 }],
    possible: [30, 180],
  },
];
