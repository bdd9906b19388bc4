import type { LabPanel } from '../labs/lab-panel.js';

export const completeBloodCount: LabPanel = {
  testName: 'Complete Blood Count',
  loincCode: '58410-2',
  components: [
    {
      kind: 'measured',
      component: 'White blood cells',
      loincCode: '6690-2',
      unit: '10*3/uL',
      decimals: 1,
      ranges: [
        { belowYears: 6, low: 5, high: 15.5 },
        { belowYears: 18, low: 4.5, high: 13.5 },
        { low: 4.5, high: 11 },
      ],
      critical: { low: 1, high: 50 },
    },
    {
      kind: 'measured',
      component: 'Hemoglobin',
      loincCode: '718-7',
      unit: 'g/dL',
      decimals: 1,
      ranges: [
        { belowYears: 12, low: 11.5, high: 14.5 },
        { sex: 'male', low: 13.5, high: 17.5 },
        { sex: 'female', low: 12, high: 15.5 },
      ],
      critical: { low: 7, high: 20 },
      whenIll: { anaemia: { mean: 10.6, spread: 0.6, perYearBefore: -0.4 } },
    },
    {
      kind: 'derived',
      component: 'Hematocrit',
      loincCode: '4544-3',
      unit: '%',
      decimals: 1,
      ranges: [
        { belowYears: 12, low: 34, high: 43 },
        { sex: 'male', low: 40, high: 52 },
        { sex: 'female', low: 36, high: 46 },
      ],
      critical: { low: 20, high: 60 },
      from: (value, noise) => value('Hemoglobin') * (2.98 + noise * 0.06),
    },
    {
      kind: 'derived',
      component: 'Red blood cells',
      loincCode: '789-8',
      unit: '10*6/uL',
      decimals: 2,
      ranges: [
        { belowYears: 12, low: 4, high: 5.2 },
        { sex: 'male', low: 4.5, high: 5.9 },
        { sex: 'female', low: 4.1, high: 5.1 },
      ],
      // Cells are small when iron is short, so that their number falls less than their hemoglobin.
      from: (value, noise) =>
        (value('Hematocrit') * 10) / (value('Hemoglobin') < 11.5 ? 77 + noise * 4 : 89 + noise * 6),
    },
    {
      kind: 'derived',
      component: 'MCV',
      loincCode: '787-2',
      unit: 'fL',
      decimals: 1,
      ranges: [
        { belowYears: 12, low: 75, high: 95 },
        { low: 80, high: 100 },
      ],
      from: (value) => (value('Hematocrit') * 10) / value('Red blood cells'),
    },
    {
      kind: 'derived',
      component: 'MCH',
      loincCode: '785-6',
      unit: 'pg',
      decimals: 1,
      ranges: [
        { belowYears: 12, low: 25, high: 33 },
        { low: 27, high: 33 },
      ],
      from: (value) => (value('Hemoglobin') * 10) / value('Red blood cells'),
    },
    {
      kind: 'derived',
      component: 'MCHC',
      loincCode: '786-4',
      unit: 'g/dL',
      decimals: 1,
      ranges: [{ low: 32, high: 36 }],
      from: (value) => (value('Hemoglobin') * 100) / value('Hematocrit'),
    },
    {
      kind: 'measured',
      component: 'Platelets',
      loincCode: '777-3',
      unit: '10*3/uL',
      decimals: 0,
      ranges: [{ low: 150, high: 400 }],
      critical: { low: 20, high: 1000 },
    },
  ],
};
