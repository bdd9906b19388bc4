import { CONTRAINDICATIONS, DOSAGE, INTERACTIONS, WARNINGS, label, withEach, type Interaction } from './interaction.js';

/** Levels of what is taken against seizures. */
export const epilepsy: readonly Interaction[] = [
  ...withEach(
    'carbamazepine',
    ['erythromycin', 'clarithromycin', 'fluconazole', 'diltiazem', 'verapamil', 'isoniazid', 'cimetidine'],
    {
      severity: 'serious',
      effect: 'Toxicity of carbamazepine: double sight, unsteadiness.',
      source: label('carbamazepine', INTERACTIONS),
    },
  ),
  {
    between: ['carbamazepine', 'nefazodone'],
    severity: 'contraindicated',
    effect: 'Nefazodone is lost.',
    source: label('carbamazepine', CONTRAINDICATIONS),
  },
  ...withEach(
    'phenytoin',
    [
      'fluconazole',
      'voriconazole',
      'amiodarone',
      'isoniazid',
      'cimetidine',
      'disulfiram',
      'fluorouracil',
      'capecitabine',
      'sulfamethoxazole',
    ],
    {
      severity: 'serious',
      effect: 'Toxicity of phenytoin: watch its level.',
      source: label('phenytoin', INTERACTIONS),
    },
  ),
  {
    between: ['phenytoin', 'valproate'],
    severity: 'moderate',
    effect: 'Levels of both move: watch them, that of free phenytoin too.',
    source: label('phenytoin', INTERACTIONS),
  },
  {
    between: ['valproate', 'topiramate'],
    severity: 'moderate',
    effect: 'Ammonia in the blood, with confusion: watch for it.',
    source: label('valproate', WARNINGS, INTERACTIONS),
  },
  {
    between: ['valproate', 'aspirin'],
    severity: 'moderate',
    effect: 'More of valproate, and bleeding: watch both.',
    source: label('valproate', INTERACTIONS),
  },
  ...withEach('valproate', ['phenobarbital', 'primidone'], {
    severity: 'moderate',
    effect: 'Deep sedation, because more of phenobarbital is there.',
    source: label('valproate', INTERACTIONS),
  }),
  ...withEach('lamotrigine', ['carbamazepine', 'phenytoin', 'phenobarbital', 'primidone', 'rifampin'], {
    severity: 'moderate',
    effect: 'Less lamotrigine, so seizures: its dose depends on the other.',
    source: label('lamotrigine', DOSAGE, INTERACTIONS),
  }),
];
