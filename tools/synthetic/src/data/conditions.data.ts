/** What a patient may live with. The schema has no problem list yet; drugs, results and vital signs follow from these. */
export const conditions = {
  hypertension: [
    { ages: [30, 44], permille: 150 },
    { ages: [45, 64], permille: 380 },
    { ages: [65, 120], permille: 600 },
  ],
  diabetes: [
    { ages: [30, 44], permille: 60 },
    { ages: [45, 64], permille: 150 },
    { ages: [65, 120], permille: 240 },
  ],
  hyperlipidaemia: [
    { ages: [30, 44], permille: 150 },
    { ages: [45, 64], permille: 350 },
    { ages: [65, 120], permille: 480 },
  ],
  'coronary disease': [
    { ages: [45, 64], permille: 60 },
    { ages: [65, 120], permille: 180 },
  ],
  'heart failure': [{ ages: [65, 120], permille: 70 }],
  'atrial fibrillation': [{ ages: [65, 120], permille: 80 }],
  hypothyroidism: [
    { ages: [30, 120], permille: 100, sex: 'female' },
    { ages: [40, 120], permille: 20, sex: 'male' },
  ],
  asthma: [
    { ages: [5, 17], permille: 120 },
    { ages: [18, 120], permille: 75 },
  ],
  copd: [{ ages: [50, 120], permille: 70 }],
  depression: [
    { ages: [13, 17], permille: 50 },
    { ages: [18, 64], permille: 130 },
    { ages: [65, 120], permille: 80 },
  ],
  reflux: [{ ages: [18, 120], permille: 140 }],
  'allergic rhinitis': [{ ages: [6, 64], permille: 150 }],
  osteoarthritis: [
    { ages: [45, 64], permille: 150 },
    { ages: [65, 120], permille: 330 },
  ],
  gout: [{ ages: [40, 120], permille: 50, sex: 'male' }],
  osteoporosis: [{ ages: [60, 120], permille: 180, sex: 'female' }],
  anaemia: [
    { ages: [15, 50], permille: 100, sex: 'female' },
    { ages: [65, 120], permille: 90 },
  ],
  'prostatic hyperplasia': [{ ages: [55, 120], permille: 200, sex: 'male' }],
  migraine: [
    { ages: [18, 55], permille: 120, sex: 'female' },
    { ages: [18, 55], permille: 50, sex: 'male' },
  ],
  'attention deficit': [{ ages: [8, 17], permille: 90 }],
  dementia: [{ ages: [75, 120], permille: 110 }],
  glaucoma: [{ ages: [60, 120], permille: 70 }],
  'rheumatoid arthritis': [{ ages: [35, 120], permille: 20 }],
  epilepsy: [{ ages: [16, 120], permille: 10 }],
  'kidney disease': [{ ages: [60, 120], permille: 110 }],
} as const satisfies Readonly<Record<string, readonly Prevalence[]>>;

/** How many in a thousand of these ages (and this sex, where one is named) have it. */
interface Prevalence {
  readonly ages: readonly [number, number];
  readonly permille: number;
  readonly sex?: 'female' | 'male';
}
