import type { LabPanel } from '../labs/lab-panel.js';

export const thyroidPanel: LabPanel = {
  testName: 'Thyroid Panel',
  loincCode: '24348-5',
  components: [
    {
      kind: 'measured',
      component: 'Thyroid stimulating hormone (TSH)',
      loincCode: '3016-3',
      unit: 'm[IU]/L',
      decimals: 2,
      ranges: [
        { belowYears: 18, low: 0.7, high: 5.7 },
        { low: 0.4, high: 4.2 },
      ],
      critical: { high: 100 },
      whenIll: { hypothyroidism: { mean: 4, spread: 0.7, perYearBefore: 1.6 } },
    },
    {
      kind: 'measured',
      component: 'Free thyroxine (T4)',
      loincCode: '3024-7',
      unit: 'ng/dL',
      decimals: 2,
      ranges: [{ low: 0.8, high: 1.8 }],
      whenIll: { hypothyroidism: { mean: 0.95, spread: 0.1, perYearBefore: -0.08 } },
    },
  ],
};
