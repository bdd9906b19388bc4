import { BOXED, CONTRAINDICATIONS, INTERACTIONS, WARNINGS, label, withEach, type Interaction } from './interaction.js';

const SYNDROME = 'Serotonin syndrome.';

/** Serotonin syndrome and crises of blood pressure; drugs that depress the brain together. */
export const serotonin: readonly Interaction[] = [
  {
    between: ['MAO inhibitor', 'serotonin noradrenaline reuptake inhibitor'],
    severity: 'contraindicated',
    effect: SYNDROME,
    source: label('venlafaxine', CONTRAINDICATIONS, INTERACTIONS),
  },
  {
    between: ['MAO inhibitor', 'tricyclic antidepressant'],
    severity: 'contraindicated',
    effect: 'Fever, convulsions, death.',
    source: label('amitriptyline', CONTRAINDICATIONS),
  },
  ...withEach('MAO inhibitor', ['sumatriptan', 'rizatriptan', 'zolmitriptan'], {
    severity: 'contraindicated',
    effect: 'More of the triptan, because it is broken down less.',
    source: label('sumatriptan', CONTRAINDICATIONS, INTERACTIONS),
  }),
  ...['tramadol', 'meperidine', 'bupropion', 'dextromethorphan'].map((drug): Interaction => ({
    between: ['MAO inhibitor', drug],
    severity: 'contraindicated',
    effect: 'Serotonin syndrome or a crisis of blood pressure.',
    source: label(drug === 'dextromethorphan' ? 'phenelzine' : drug, CONTRAINDICATIONS),
  })),
  {
    between: ['MAO inhibitor', 'pseudoephedrine'],
    severity: 'contraindicated',
    effect: 'A crisis of blood pressure.',
    source: label('phenelzine', CONTRAINDICATIONS),
  },
  ...withEach(
    'MAO inhibitor',
    ['amphetamine', 'dextroamphetamine', 'lisdexamfetamine', 'methylphenidate', 'atomoxetine'],
    {
      severity: 'contraindicated',
      effect: 'A crisis of blood pressure.',
      source: label('methylphenidate', CONTRAINDICATIONS, INTERACTIONS),
    },
  ),
  {
    between: ['MAO inhibitor', 'buspirone'],
    severity: 'contraindicated',
    effect: 'Serotonin syndrome or a crisis of blood pressure.',
    source: label('buspirone', CONTRAINDICATIONS),
  },
  {
    between: ['MAO inhibitor', 'linezolid'],
    severity: 'contraindicated',
    effect: 'Linezolid inhibits MAO too: serotonin syndrome, a crisis of blood pressure.',
    source: label('linezolid', CONTRAINDICATIONS),
  },
  ...withEach(
    'linezolid',
    [
      'selective serotonin reuptake inhibitor',
      'serotonin noradrenaline reuptake inhibitor',
      'tricyclic antidepressant',
      'triptan',
      'meperidine',
    ],
    { severity: 'serious', effect: SYNDROME, source: label('linezolid', WARNINGS, 'Serotonin Syndrome') },
  ),
  {
    between: ['tramadol', 'serotonin noradrenaline reuptake inhibitor'],
    severity: 'serious',
    effect: 'Serotonin syndrome and seizures.',
    source: label('tramadol', WARNINGS, INTERACTIONS),
  },
  {
    between: ['triptan', 'serotonin noradrenaline reuptake inhibitor'],
    severity: 'moderate',
    effect: 'Serotonin syndrome: watch for it.',
    source: label('sumatriptan', WARNINGS, INTERACTIONS),
  },
  {
    between: ['hypericum', 'selective serotonin reuptake inhibitor'],
    severity: 'serious',
    effect: SYNDROME,
    source: label('sertraline', WARNINGS, INTERACTIONS),
  },
  {
    between: ['selective serotonin reuptake inhibitor', 'serotonin noradrenaline reuptake inhibitor'],
    severity: 'serious',
    effect: SYNDROME,
    source: label('venlafaxine', WARNINGS, INTERACTIONS),
  },
  ...withEach(
    'methylthioninium',
    ['selective serotonin reuptake inhibitor', 'serotonin noradrenaline reuptake inhibitor', 'MAO inhibitor'],
    { severity: 'serious', effect: SYNDROME, source: label('methylene blue', BOXED, INTERACTIONS) },
  ),
  {
    between: ['naltrexone', 'opioid'],
    severity: 'contraindicated',
    effect: 'Sudden withdrawal, and pain that nothing relieves.',
    source: label('naltrexone', CONTRAINDICATIONS, WARNINGS),
  },
  ...withEach('opioid', ['zolpidem', 'eszopiclone', 'zaleplon', 'carisoprodol'], {
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
];
