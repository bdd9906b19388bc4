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

/** What is taken against infections, and how it changes the rest. */
export const infections: readonly Interaction[] = [
  ...withEach('voriconazole', ['carbamazepine', 'phenobarbital', 'rifampin', 'rifabutin', 'hypericum'], {
    severity: 'contraindicated',
    effect: 'Voriconazole is lost, or far too much of the other is there.',
    source: label('voriconazole', CONTRAINDICATIONS, INTERACTIONS),
  }),
  ...withEach('HIV protease inhibitor', ['rifampin', 'hypericum'], {
    severity: 'contraindicated',
    effect: 'The virus is not held back, because less of the drug is there.',
    source: label('atazanavir', CONTRAINDICATIONS, INTERACTIONS),
  }),
  ...withEach('atazanavir', ['proton pump inhibitor', 'H2 blocker'], {
    severity: 'serious',
    effect: 'Less atazanavir is taken up, and the virus is not held back.',
    source: label('atazanavir', DOSAGE, INTERACTIONS),
  }),
  ...withEach('rilpivirine', ['proton pump inhibitor', 'inducer of CYP3A4'], {
    severity: 'contraindicated',
    effect: 'The virus is not held back, because less of the drug is there.',
    source: label('rilpivirine', CONTRAINDICATIONS, INTERACTIONS),
  }),
  {
    between: ['dolutegravir', 'dofetilide'],
    severity: 'contraindicated',
    effect: 'Disorders of rhythm, because more of dofetilide is there.',
    source: label('dolutegravir', CONTRAINDICATIONS, INTERACTIONS),
  },
  {
    between: ['dolutegravir', 'metformin'],
    severity: 'moderate',
    effect: 'More of metformin: no more than 1,000 mg a day.',
    source: label('dolutegravir', INTERACTIONS),
  },
  ...withEach('ritonavir', ['fluticasone', 'budesonide', 'salmeterol'], {
    severity: 'serious',
    effect: 'Cushing syndrome, or disorders of rhythm, because CYP3A4 is inhibited.',
    source: label('ritonavir', WARNINGS, INTERACTIONS),
  }),
  {
    between: ['ritonavir', 'digoxin'],
    severity: 'serious',
    effect: 'Toxicity of digoxin.',
    source: label('ritonavir', INTERACTIONS),
  },
  ...withEach('rifampin', ['simvastatin', 'atorvastatin', 'systemic corticosteroid', 'sulfonylurea'], {
    severity: 'moderate',
    effect: 'Less of the other drug is there.',
    source: label('rifampin', INTERACTIONS),
  }),
  {
    between: ['nifedipine', 'rifampin'],
    severity: 'contraindicated',
    effect: 'Nifedipine is lost.',
    source: label('nifedipine', CONTRAINDICATIONS, INTERACTIONS),
  },
  ...['itraconazole', 'ketoconazole'].flatMap((drug) =>
    withEach(drug, ['proton pump inhibitor', 'H2 blocker'], {
      severity: 'moderate',
      effect: 'Less of the capsule or tablet is taken up without acid.',
      source: label(drug, INTERACTIONS),
    }),
  ),
  ...withEach('itraconazole', ['felodipine', 'nisoldipine'], {
    severity: 'contraindicated',
    effect: 'A failing heart, because CYP3A4 is inhibited.',
    source: label('itraconazole', CONTRAINDICATIONS, INTERACTIONS),
  }),
  ...withEach('sulfonylurea', ['fluconazole', 'miconazole', 'voriconazole', 'sulfamethoxazole', 'clarithromycin'], {
    severity: 'moderate',
    effect: 'Low blood sugar: watch it.',
    source: label('glipizide', INTERACTIONS),
  }),
  {
    between: ['metronidazole', 'disulfiram'],
    severity: 'contraindicated',
    effect: 'Psychosis: not within two weeks.',
    source: label('metronidazole', CONTRAINDICATIONS, INTERACTIONS),
  },
  {
    between: ['vancomycin', 'piperacillin'],
    severity: 'moderate',
    effect: 'Failing kidneys: watch them.',
    source: label('piperacillin', INTERACTIONS),
  },
  {
    between: ['aminoglycoside', 'loop diuretic'],
    severity: 'serious',
    effect: 'Harm to hearing and kidneys.',
    source: label('gentamicin', BOXED, WARNINGS),
  },
  ...withEach('aminoglycoside', ['vancomycin', 'cisplatin', 'amphotericin', 'cyclosporine'], {
    severity: 'moderate',
    effect: 'Harm to kidneys: watch them, and the level.',
    source: label('gentamicin', BOXED, WARNINGS),
  }),
  {
    between: ['ceftriaxone', 'calcium for injection'],
    severity: 'serious',
    effect: 'A precipitate: never in one line, and never under 29 days.',
    source: label('ceftriaxone', CONTRAINDICATIONS, WARNINGS),
  },
];
