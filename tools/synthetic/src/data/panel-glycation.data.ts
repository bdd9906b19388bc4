import type { LabPanel } from '../labs/lab-panel.js';

export const hemoglobinA1c: LabPanel = {
  testName: 'Hemoglobin A1c',
  loincCode: '4548-4',
  components: [
    {
      kind: 'measured',
      component: 'Hemoglobin A1c',
      loincCode: '4548-4',
      unit: '%',
      decimals: 1,
      ranges: [{ low: 4, high: 5.6 }],
      critical: { high: 14 },
      whenIll: { diabetes: { mean: 7, spread: 0.4, perYearBefore: 0.5 } },
    },
    {
      kind: 'derived',
      component: 'Estimated average glucose',
      loincCode: '27353-2',
      unit: 'mg/dL',
      decimals: 0,
      ranges: [{ low: 68, high: 114 }],
      // ADAG study, Nathan 2008.
      from: (value) => 28.7 * value('Hemoglobin A1c') - 46.7,
    },
  ],
};
