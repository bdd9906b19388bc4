import {
  BOXED,
  CONTRAINDICATIONS,
  DOSAGE,
  INTERACTIONS,
  WARNINGS,
  label,
  withEach,
  type Interaction,
} from './interaction.js';

/** Sedation and breath, seizures, movement. */
export const brain: readonly Interaction[] = [
  {
    between: ['naltrexone', 'opioid'],
    severity: 'contraindicated',
    effect: 'Sudden withdrawal, and pain that nothing relieves.',
    source: label('naltrexone', CONTRAINDICATIONS, WARNINGS),
  },
  ...withEach('opioid', ['Z-drug', 'muscle relaxant', 'barbiturate'], {
    severity: 'moderate',
    effect: 'Sedation and respiratory depression: only where nothing else is left, and watch.',
    source: label('oxycodone', BOXED, INTERACTIONS),
  }),
  {
    between: ['opioid', 'gabapentinoid'],
    severity: 'moderate',
    effect: 'Sedation and respiratory depression: begin low and watch.',
    source: label('gabapentin', WARNINGS, 'Respiratory Depression', INTERACTIONS),
  },
  ...withEach('opioid that acts fully', ['nalbuphine', 'butorphanol', 'pentazocine'], {
    severity: 'serious',
    effect: 'Withdrawal, and less relief of pain: the one blocks the other.',
    source: label('nalbuphine', WARNINGS, INTERACTIONS),
  }),
  ...['fentanyl', 'oxycodone', 'hydrocodone', 'methadone'].flatMap((drug) => [
    ...withEach(drug, ['strong inhibitor of CYP3A4'], {
      severity: 'serious',
      effect: 'Depression of breath, because more of the opioid is there.',
      source: label(drug, BOXED, INTERACTIONS),
    }),
    ...withEach(drug, ['inducer of CYP3A4'], {
      severity: 'moderate',
      effect: 'Pain or withdrawal, because less of the opioid is there.',
      source: label(drug, BOXED, INTERACTIONS),
    }),
  ]),
  ...withEach('codeine', ['paroxetine', 'fluoxetine', 'bupropion', 'quinidine'], {
    severity: 'moderate',
    effect: 'Codeine relieves less pain, because it is activated less (CYP2D6).',
    source: label('codeine', INTERACTIONS),
  }),
  {
    between: ['tramadol', 'carbamazepine'],
    severity: 'serious',
    effect: 'Seizures, and less relief of pain.',
    source: label('tramadol', INTERACTIONS),
  },
  ...withEach('benzodiazepine', ['Z-drug', 'clozapine', 'barbiturate'], {
    severity: 'moderate',
    effect: 'Deep sedation: watch breath and blood pressure.',
    source: label('zolpidem', WARNINGS, INTERACTIONS),
  }),
  {
    between: ['clozapine', 'carbamazepine'],
    severity: 'serious',
    effect: 'Less clozapine, and both harm the bone marrow.',
    source: label('clozapine', INTERACTIONS),
  },
  {
    between: ['metoclopramide', 'antipsychotic'],
    severity: 'serious',
    effect: 'Movements that do not go away, malignant neuroleptic syndrome.',
    source: label('metoclopramide', WARNINGS, INTERACTIONS),
  },
  ...withEach(
    'levodopa',
    [
      'metoclopramide',
      'haloperidol',
      'risperidone',
      'paliperidone',
      'olanzapine',
      'ziprasidone',
      'aripiprazole',
      'phenothiazine',
    ],
    {
      severity: 'moderate',
      effect: 'Each undoes the other: stiffness and tremor come back.',
      source: label('levodopa', INTERACTIONS),
    },
  ),
  {
    between: ['cholinesterase inhibitor', 'bladder antimuscarinic'],
    severity: 'moderate',
    effect: 'Each undoes the other.',
    source: label('donepezil', INTERACTIONS),
  },
  {
    between: ['quetiapine', 'strong inhibitor of CYP3A4'],
    severity: 'serious',
    effect: 'Sedation and low blood pressure: a sixth of quetiapine.',
    source: label('quetiapine', DOSAGE, INTERACTIONS),
  },
  {
    between: ['quetiapine', 'inducer of CYP3A4'],
    severity: 'moderate',
    effect: 'Psychosis comes back, because less of quetiapine is there.',
    source: label('quetiapine', DOSAGE, INTERACTIONS),
  },
  {
    between: ['buspirone', 'strong inhibitor of CYP3A4'],
    severity: 'moderate',
    effect: 'More of buspirone: begin low.',
    source: label('buspirone', INTERACTIONS),
  },
  {
    between: ['eletriptan', 'strong inhibitor of CYP3A4'],
    severity: 'contraindicated',
    effect: 'Spasm of vessels, because eletriptan is broken down less.',
    source: label('eletriptan', WARNINGS, INTERACTIONS),
  },
  ...withEach('theophylline', ['erythromycin', 'clarithromycin', 'cimetidine'], {
    severity: 'serious',
    effect: 'Toxicity of theophylline: seizures, disorders of rhythm.',
    source: label('theophylline', INTERACTIONS),
  }),
  {
    between: ['theophylline', 'fluvoxamine'],
    severity: 'serious',
    effect: 'Toxicity of theophylline: seizures, disorders of rhythm.',
    source: label('fluvoxamine', WARNINGS, INTERACTIONS),
  },
];
