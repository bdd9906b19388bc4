import { CONTRAINDICATIONS, INTERACTIONS, WARNINGS, label, withEach, type Interaction } from './interaction.js';

/** Reviews of original reports, for what the label of warfarin names by group only. */
const warfarinReview = 'Holbrook et al., Systematic overview of warfarin, Arch Intern Med 2005;165:1095';
const olderWarfarinReview = 'Wells et al., Interactions of warfarin with drugs and food, Ann Intern Med 1994;121:676';

/** What makes warfarin do too much or too little. */
export const warfarin: readonly Interaction[] = [
  {
    between: ['warfarin', 'NSAID'],
    severity: 'serious',
    effect: 'Bleeding.',
    source: warfarinReview,
  },
  {
    between: ['warfarin', 'selective serotonin reuptake inhibitor'],
    severity: 'serious',
    effect: 'Bleeding.',
    source: warfarinReview,
  },
  {
    between: ['warfarin', 'sulfamethoxazole'],
    severity: 'serious',
    effect: 'Bleeding, because the effect of warfarin grows.',
    source: olderWarfarinReview,
  },
  {
    between: ['warfarin', 'fluoroquinolone'],
    severity: 'serious',
    effect: 'Bleeding, because the effect of warfarin grows.',
    source: warfarinReview,
  },
  {
    between: ['warfarin', 'metronidazole'],
    severity: 'serious',
    effect: 'Bleeding, because the effect of warfarin grows.',
    source: label('metronidazole', INTERACTIONS),
  },
  {
    between: ['warfarin', 'fluconazole'],
    severity: 'serious',
    effect: 'Bleeding, because the effect of warfarin grows.',
    source: label('fluconazole', INTERACTIONS),
  },
  {
    between: ['warfarin', 'amiodarone'],
    severity: 'serious',
    effect: 'Bleeding, because the effect of warfarin grows.',
    source: label('amiodarone', INTERACTIONS),
  },
  {
    between: ['warfarin', 'P2Y12 inhibitor'],
    severity: 'serious',
    effect: 'Bleeding.',
    source: label('clopidogrel', INTERACTIONS),
  },
  {
    between: ['warfarin', 'macrolide'],
    severity: 'serious',
    effect: 'Bleeding, because the effect of warfarin grows.',
    source: warfarinReview,
  },
  {
    between: ['warfarin', 'rifampin'],
    severity: 'serious',
    effect: 'Clots, because the effect of warfarin is lost.',
    source: label('rifampin', WARNINGS, INTERACTIONS),
  },
  ...withEach('warfarin', ['carbamazepine', 'phenobarbital', 'hypericum'], {
    severity: 'serious',
    effect: 'Clots, because the effect of warfarin is lost.',
    source: label('warfarin', INTERACTIONS),
  }),
  {
    between: ['warfarin', 'tamoxifen'],
    severity: 'serious',
    effect: 'Bleeding, because the effect of warfarin grows.',
    source: label('tamoxifen', CONTRAINDICATIONS, INTERACTIONS),
  },
  ...withEach('warfarin', ['heparin', 'fondaparinux'], {
    severity: 'moderate',
    effect: 'Bleeding: together only until warfarin does enough by itself.',
    source: label('warfarin', INTERACTIONS),
  }),
  ...['voriconazole', 'miconazole', 'itraconazole', 'ketoconazole'].map((drug): Interaction => ({
    between: ['warfarin', drug],
    severity: 'serious',
    effect: 'Bleeding, because the effect of warfarin grows.',
    source: label(drug, INTERACTIONS),
  })),
  ...withEach('warfarin', ['capecitabine', 'fluorouracil'], {
    severity: 'serious',
    effect: 'Bleeding, which has been fatal, weeks after the start too.',
    source: label('capecitabine', WARNINGS, INTERACTIONS),
  }),
  ...withEach('warfarin', ['fibrate', 'tetracycline', 'tramadol', 'propafenone', 'allopurinol'], {
    severity: 'moderate',
    effect: 'Bleeding: watch the INR.',
    source: warfarinReview,
  }),
  {
    between: ['warfarin', 'thyroid hormone'],
    severity: 'moderate',
    effect: 'Bleeding: watch the INR.',
    source: label('levothyroxine', INTERACTIONS),
  },
  ...withEach('warfarin', ['ginkgo', 'garlic'], {
    severity: 'moderate',
    effect: 'Bleeding: watch the INR.',
    source: label('warfarin', INTERACTIONS),
  }),
  ...withEach('warfarin', ['simvastatin', 'rosuvastatin', 'fluvastatin', 'lovastatin'], {
    severity: 'moderate',
    effect: 'Bleeding: watch the INR.',
    source: label('rosuvastatin', WARNINGS, INTERACTIONS),
  }),
  {
    between: ['warfarin', 'serotonin noradrenaline reuptake inhibitor'],
    severity: 'moderate',
    effect: 'Bleeding: watch for it.',
    source: label('venlafaxine', WARNINGS, INTERACTIONS),
  },
  {
    between: ['warfarin', 'phenytoin'],
    severity: 'moderate',
    effect: 'Bleeding at first and clots later: watch the INR and the level of phenytoin.',
    source: label('phenytoin', INTERACTIONS),
  },
  {
    between: ['warfarin', 'phytonadione'],
    severity: 'moderate',
    effect: 'Vitamin K undoes warfarin: meant only where it did too much.',
    source: label('phytonadione', WARNINGS),
  },
  {
    between: ['warfarin', 'cholestyramine'],
    severity: 'moderate',
    effect: 'Less of warfarin is taken up: give them hours apart.',
    source: label('cholestyramine', INTERACTIONS),
  },
];
