import { CONTRAINDICATIONS, INTERACTIONS, WARNINGS, label, withEach, type Interaction } from './interaction.js';

/** What holds immunity back, and vaccines that live. */
export const immunity: readonly Interaction[] = [
  ...withEach(
    'cyclosporine',
    [
      'azole antifungal for the whole body',
      'clarithromycin',
      'erythromycin',
      'ritonavir',
      'diltiazem',
      'verapamil',
      'amiodarone',
    ],
    {
      severity: 'serious',
      effect: 'Toxicity of cyclosporine: watch its level.',
      source: label('cyclosporine', WARNINGS, INTERACTIONS),
    },
  ),
  {
    between: ['cyclosporine', 'inducer of CYP3A4'],
    severity: 'serious',
    effect: 'Rejection, because less of cyclosporine is there.',
    source: label('cyclosporine', WARNINGS, INTERACTIONS),
  },
  ...withEach('cyclosporine', ['NSAID', 'potassium-sparing diuretic'], {
    severity: 'moderate',
    effect: 'Failing kidneys, high potassium: watch both.',
    source: label('cyclosporine', WARNINGS, INTERACTIONS),
  }),
  {
    between: ['tacrolimus', 'inducer of CYP3A4'],
    severity: 'serious',
    effect: 'Rejection, because less of tacrolimus is there.',
    source: label('tacrolimus', WARNINGS, INTERACTIONS),
  },
  ...withEach('tacrolimus', ['diltiazem', 'verapamil', 'amiodarone'], {
    severity: 'moderate',
    effect: 'More of tacrolimus: watch its level.',
    source: label('tacrolimus', INTERACTIONS),
  }),
  {
    between: ['tacrolimus', 'cyclosporine'],
    severity: 'serious',
    effect: 'Failing kidneys: one takes the place of the other.',
    source: label('tacrolimus', WARNINGS, INTERACTIONS),
  },
  ...['sirolimus', 'everolimus'].flatMap((drug) => [
    ...withEach(drug, ['strong inhibitor of CYP3A4'], {
      severity: 'serious',
      effect: 'Many times more of it.',
      source: label(drug, WARNINGS, INTERACTIONS),
    }),
    ...withEach(drug, ['inducer of CYP3A4'], {
      severity: 'serious',
      effect: 'Much less of it.',
      source: label(drug, WARNINGS, INTERACTIONS),
    }),
  ]),
  {
    between: ['methotrexate', 'probenecid'],
    severity: 'serious',
    effect: 'Toxicity of methotrexate.',
    source: label('methotrexate', INTERACTIONS),
  },
  {
    between: ['methotrexate', 'penicillin'],
    severity: 'moderate',
    effect: 'Toxicity of methotrexate, most of all at high doses: watch for it.',
    source: label('methotrexate', INTERACTIONS),
  },
  {
    between: ['methotrexate', 'acitretin'],
    severity: 'contraindicated',
    effect: 'Harm to the liver.',
    source: label('acitretin', CONTRAINDICATIONS),
  },
  {
    between: ['methotrexate', 'leflunomide'],
    severity: 'moderate',
    effect: 'Harm to liver and bone marrow: watch both.',
    source: label('leflunomide', WARNINGS, INTERACTIONS),
  },
  ...withEach('TNF inhibitor', ['anakinra', 'abatacept'], {
    severity: 'serious',
    effect: 'Severe infections, and no more effect.',
    source: label('adalimumab', WARNINGS, INTERACTIONS),
  }),
  ...withEach('live vaccine', ['drug that holds immunity back', 'systemic corticosteroid'], {
    severity: 'serious',
    effect: 'The vaccine may cause the disease: ask how much immunity is held back.',
    source: label('adalimumab', WARNINGS, INTERACTIONS),
  }),
];
