import type { LabPanel } from '../labs/lab-panel.js';

/** Limits: the desirable levels of the NCEP ATP III report. */
export const lipidPanel: LabPanel = {
  testName: 'Lipid Panel',
  loincCode: '24331-1',
  components: [
    {
      kind: 'measured',
      component: 'Total cholesterol',
      loincCode: '2093-3',
      unit: 'mg/dL',
      decimals: 0,
      ranges: [{ high: 200 }],
      typical: [148, 198],
      whenIll: { hyperlipidaemia: { mean: 218, spread: 20, perYearBefore: 16 } },
    },
    {
      kind: 'measured',
      component: 'Triglycerides',
      loincCode: '2571-8',
      unit: 'mg/dL',
      decimals: 0,
      ranges: [{ high: 150 }],
      critical: { high: 500 },
      typical: [62, 146],
      whenIll: { hyperlipidaemia: { mean: 178, spread: 30 }, diabetes: { mean: 170, spread: 32 } },
    },
    {
      kind: 'measured',
      component: 'HDL cholesterol',
      loincCode: '2085-9',
      unit: 'mg/dL',
      decimals: 0,
      ranges: [
        { sex: 'male', low: 40 },
        { sex: 'female', low: 50 },
      ],
      typical: [42, 66],
      whenIll: { diabetes: { mean: 41, spread: 4 } },
    },
    {
      kind: 'derived',
      component: 'LDL cholesterol (calculated)',
      loincCode: '13457-7',
      unit: 'mg/dL',
      decimals: 0,
      ranges: [{ high: 130 }],
      // Friedewald 1972; triglycerides stay below the 400 mg/dL to which it holds.
      from: (value) => value('Total cholesterol') - value('HDL cholesterol') - value('Triglycerides') / 5,
    },
  ],
};
