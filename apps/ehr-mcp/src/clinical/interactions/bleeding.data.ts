import { CONTRAINDICATIONS, INTERACTIONS, WARNINGS, label, withEach, type Interaction } from './interaction.js';

/** A review of original reports, for what the label of warfarin names by group only. */
const warfarinReview = 'Holbrook et al., Systematic overview of warfarin, Arch Intern Med 2005;165:1095';

/** What makes anticoagulants and inhibitors of platelets do too much or too little. */
export const bleeding: readonly Interaction[] = [
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
  ...withEach('direct oral anticoagulant', ['warfarin', 'direct oral anticoagulant', 'heparin', 'fondaparinux'], {
    severity: 'serious',
    effect: 'Bleeding: one takes the place of the other.',
    source: label('apixaban', WARNINGS, 'Bleeding', INTERACTIONS, 'Anticoagulants and Antiplatelet Agents'),
  }),
  ...['rivaroxaban', 'apixaban'].flatMap((drug) =>
    withEach(drug, ['ketoconazole', 'itraconazole', 'ritonavir'], {
      severity: 'serious',
      effect: 'Bleeding, because more of the anticoagulant is there (CYP3A4, P-gp).',
      source: label(drug, INTERACTIONS),
    }),
  ),
  {
    between: ['direct oral anticoagulant', 'NSAID'],
    severity: 'serious',
    effect: 'Bleeding.',
    source: label('apixaban', WARNINGS, 'Bleeding', INTERACTIONS, 'Anticoagulants and Antiplatelet Agents'),
  },
  {
    between: ['direct oral anticoagulant', 'P2Y12 inhibitor'],
    severity: 'serious',
    effect: 'Bleeding.',
    source: label('apixaban', WARNINGS, 'Bleeding', INTERACTIONS, 'Anticoagulants and Antiplatelet Agents'),
  },
  {
    between: ['direct oral anticoagulant', 'selective serotonin reuptake inhibitor'],
    severity: 'moderate',
    effect: 'Bleeding: watch for it.',
    source: label('apixaban', WARNINGS, 'Bleeding'),
  },
  ...withEach('direct oral anticoagulant', ['rifampin', 'carbamazepine', 'phenytoin', 'hypericum'], {
    severity: 'serious',
    effect: 'Clots, because less of the anticoagulant is there (CYP3A4, P-gp).',
    source: label('rivaroxaban', WARNINGS, INTERACTIONS),
  }),
  {
    between: ['clopidogrel', 'NSAID'],
    severity: 'moderate',
    effect: 'Bleeding: watch for it, also where both are meant.',
    source: label('clopidogrel', INTERACTIONS),
  },
  {
    between: ['clopidogrel', 'esomeprazole'],
    severity: 'serious',
    effect: 'Clopidogrel is activated less (CYP2C19).',
    source: label('clopidogrel', WARNINGS, INTERACTIONS),
  },
  ...withEach('NSAID', ['selective serotonin reuptake inhibitor', 'serotonin noradrenaline reuptake inhibitor'], {
    severity: 'moderate',
    effect: 'Bleeding, most of all of the stomach: watch for it.',
    source: label('sertraline', WARNINGS, INTERACTIONS),
  }),
  {
    between: ['NSAID', 'systemic corticosteroid'],
    severity: 'moderate',
    effect: 'Ulcers and bleeding of the stomach: watch for it.',
    source: label('naproxen', WARNINGS, 'Gastrointestinal Bleeding'),
  },
  {
    between: ['ketorolac', 'NSAID'],
    severity: 'contraindicated',
    effect: 'Ulcers and bleeding.',
    source: label('ketorolac', CONTRAINDICATIONS, INTERACTIONS),
  },
];
