import { CONTRAINDICATIONS, DOSAGE, INTERACTIONS, WARNINGS, label, withEach, type Interaction } from './interaction.js';

/** What makes anticoagulants and inhibitors of platelets do too much or too little. */
export const bleeding: readonly Interaction[] = [
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
  {
    between: ['direct oral anticoagulant', 'phenobarbital'],
    severity: 'serious',
    effect: 'Clots, because less of the anticoagulant is there (CYP3A4, P-gp).',
    source: label('apixaban', INTERACTIONS),
  },
  ...withEach('dabigatran', ['dronedarone', 'ketoconazole', 'verapamil'], {
    severity: 'moderate',
    effect: 'Bleeding, because more of dabigatran is there: not where the kidneys are weak.',
    source: label('dabigatran', WARNINGS, INTERACTIONS),
  }),
  ...withEach('heparin', ['NSAID', 'P2Y12 inhibitor'], {
    severity: 'moderate',
    effect: 'Bleeding: watch for it, also where both are meant.',
    source: label('enoxaparin', WARNINGS, INTERACTIONS),
  }),
  ...withEach('NSAID', ['prasugrel', 'ticagrelor'], {
    severity: 'moderate',
    effect: 'Bleeding: watch for it, also where both are meant.',
    source: label('prasugrel', WARNINGS, INTERACTIONS),
  }),
  {
    between: ['ticagrelor', 'strong inhibitor of CYP3A4'],
    severity: 'serious',
    effect: 'Bleeding, because more of ticagrelor is there.',
    source: label('ticagrelor', WARNINGS, INTERACTIONS),
  },
  {
    between: ['ticagrelor', 'inducer of CYP3A4'],
    severity: 'serious',
    effect: 'Clots, because less of ticagrelor is there.',
    source: label('ticagrelor', WARNINGS, INTERACTIONS),
  },
  ...withEach('ketorolac', ['probenecid', 'pentoxifylline'], {
    severity: 'contraindicated',
    effect: 'Many times more ketorolac, or bleeding.',
    source: label('ketorolac', CONTRAINDICATIONS, INTERACTIONS),
  }),
  ...withEach('cilostazol', ['omeprazole', 'strong inhibitor of CYP3A4'], {
    severity: 'moderate',
    effect: 'More of cilostazol: halve it.',
    source: label('cilostazol', DOSAGE, INTERACTIONS),
  }),
  {
    between: ['clopidogrel', 'repaglinide'],
    severity: 'serious',
    effect: 'Low blood sugar, because repaglinide is broken down less (CYP2C8).',
    source: label('clopidogrel', INTERACTIONS),
  },
];
