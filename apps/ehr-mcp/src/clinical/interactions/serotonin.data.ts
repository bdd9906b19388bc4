import { BOXED, CONTRAINDICATIONS, INTERACTIONS, WARNINGS, label, withEach, type Interaction } from './interaction.js';

const SYNDROME = 'Serotonin syndrome.';

/** Serotonin syndrome and crises of blood pressure. */
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
  ...['trazodone', 'mirtazapine', 'nefazodone', 'vilazodone', 'vortioxetine'].map((drug): Interaction => ({
    between: ['MAO inhibitor', drug],
    severity: 'contraindicated',
    effect: SYNDROME,
    source: label(drug, CONTRAINDICATIONS),
  })),
  ...withEach('MAO inhibitor', ['cyclobenzaprine', 'hypericum', 'methadone'], {
    severity: 'contraindicated',
    effect: 'Serotonin syndrome or a crisis of blood pressure.',
    source: label('rasagiline', CONTRAINDICATIONS),
  }),
  {
    between: ['MAO inhibitor', 'carbamazepine'],
    severity: 'contraindicated',
    effect: 'Fever, convulsions, a crisis of blood pressure.',
    source: label('carbamazepine', CONTRAINDICATIONS),
  },
  ...withEach('MAO inhibitor', ['phenylephrine', 'ephedrine', 'phentermine', 'methamphetamine', 'dexmethylphenidate'], {
    severity: 'contraindicated',
    effect: 'A crisis of blood pressure.',
    source: label('phenelzine', CONTRAINDICATIONS),
  }),
  ...withEach(
    'MAO inhibitor',
    ['fentanyl', 'morphine', 'oxycodone', 'hydrocodone', 'hydromorphone', 'oxymorphone', 'codeine', 'tapentadol'],
    {
      severity: 'serious',
      effect: 'Serotonin syndrome or depression of breath: not within 14 days.',
      source: label('morphine', WARNINGS, INTERACTIONS),
    },
  ),
  ...withEach('levodopa', ['phenelzine', 'tranylcypromine', 'isocarboxazid'], {
    severity: 'contraindicated',
    effect: 'A crisis of blood pressure.',
    source: label('levodopa', CONTRAINDICATIONS),
  }),
  {
    between: ['linezolid', 'bupropion'],
    severity: 'contraindicated',
    effect: 'A crisis of blood pressure, because linezolid inhibits MAO.',
    source: label('bupropion', CONTRAINDICATIONS, INTERACTIONS),
  },
  ...withEach('linezolid', ['trazodone', 'mirtazapine', 'buspirone', 'tramadol', 'methadone', 'fentanyl'], {
    severity: 'serious',
    effect: SYNDROME,
    source: label('linezolid', WARNINGS, INTERACTIONS),
  }),
  ...withEach('linezolid', ['pseudoephedrine', 'phenylephrine', 'stimulant'], {
    severity: 'serious',
    effect: 'A crisis of blood pressure.',
    source: label('linezolid', WARNINGS, INTERACTIONS),
  }),
  ...withEach('methylthioninium', ['tricyclic antidepressant', 'trazodone', 'mirtazapine', 'bupropion', 'buspirone'], {
    severity: 'serious',
    effect: SYNDROME,
    source: label('methylene blue', BOXED, INTERACTIONS),
  }),
  ...withEach(
    'selective serotonin reuptake inhibitor',
    [
      'trazodone',
      'mirtazapine',
      'buspirone',
      'lithium',
      'dextromethorphan',
      'fentanyl',
      'tryptophan',
      'meperidine',
      'tapentadol',
    ],
    {
      severity: 'moderate',
      effect: 'Serotonin syndrome: watch for it.',
      source: label('sertraline', WARNINGS, INTERACTIONS),
    },
  ),
  ...withEach(
    'serotonin noradrenaline reuptake inhibitor',
    ['trazodone', 'mirtazapine', 'buspirone', 'lithium', 'dextromethorphan', 'fentanyl', 'hypericum'],
    {
      severity: 'moderate',
      effect: 'Serotonin syndrome: watch for it.',
      source: label('venlafaxine', WARNINGS, INTERACTIONS),
    },
  ),
  ...withEach(
    'tricyclic antidepressant',
    ['selective serotonin reuptake inhibitor', 'serotonin noradrenaline reuptake inhibitor'],
    {
      severity: 'moderate',
      effect: 'Serotonin syndrome, and more of the tricyclic (CYP2D6): watch both.',
      source: label('amitriptyline', WARNINGS, INTERACTIONS),
    },
  ),
  ...withEach('tramadol', ['tricyclic antidepressant', 'bupropion', 'mirtazapine', 'trazodone'], {
    severity: 'serious',
    effect: 'Serotonin syndrome and seizures.',
    source: label('tramadol', WARNINGS, INTERACTIONS),
  }),
];
