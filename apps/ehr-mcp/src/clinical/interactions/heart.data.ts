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

const TORSADES = 'Long QT interval and torsades de pointes';

/** Review of what prolongs the QT interval; who is in these groups is said where they are listed. */
const qtReview =
  'Tisdale et al., Drug-induced arrhythmias: a scientific statement from the American Heart Association, Circulation 2020;142:e214';

/** Rhythm, block, and blood pressure. */
export const heart: readonly Interaction[] = [
  {
    between: ['antiarrhythmic that prolongs QT', 'antiarrhythmic that prolongs QT'],
    severity: 'serious',
    effect: `${TORSADES}.`,
    source: label('amiodarone', WARNINGS, INTERACTIONS),
  },
  {
    between: ['antiarrhythmic that prolongs QT', 'drug that prolongs QT'],
    severity: 'serious',
    effect: `${TORSADES}.`,
    source: label('amiodarone', WARNINGS, INTERACTIONS),
  },
  {
    between: ['drug that prolongs QT', 'drug that prolongs QT'],
    severity: 'moderate',
    effect: `${TORSADES}: choose another, or watch electrocardiogram, potassium and magnesium.`,
    source: qtReview,
  },
  ...withEach('pimozide', ['macrolide', 'citalopram', 'escitalopram'], {
    severity: 'contraindicated',
    effect: `${TORSADES}.`,
    source: label('pimozide', CONTRAINDICATIONS),
  }),
  ...withEach('beta blocker', ['verapamil', 'diltiazem'], {
    severity: 'serious',
    effect: 'Slow heart beat, heart block, weak heart.',
    source: label('verapamil', WARNINGS, INTERACTIONS),
  }),
  {
    between: ['digoxin', 'macrolide'],
    severity: 'serious',
    effect: 'Toxicity of digoxin.',
    source: label('digoxin', INTERACTIONS),
  },
  {
    between: ['digoxin', 'thiazide'],
    severity: 'moderate',
    effect: 'Low potassium makes digoxin more toxic: watch it.',
    source: label('digoxin', WARNINGS),
  },
  {
    between: ['clonidine', 'beta blocker'],
    severity: 'moderate',
    effect: 'When clonidine is stopped, blood pressure may leap: stop the beta blocker some days before.',
    source: label('clonidine', WARNINGS, INTERACTIONS),
  },
  ...withEach('albuterol', ['propranolol', 'nadolol', 'timolol', 'sotalol', 'carvedilol', 'labetalol'], {
    severity: 'moderate',
    effect: 'Each undoes the other: spasm of the bronchi with asthma.',
    source: label('albuterol', INTERACTIONS),
  }),
  ...withEach('citalopram', ['omeprazole', 'esomeprazole'], {
    severity: 'moderate',
    effect: `${TORSADES}: no more than 20 mg of citalopram a day.`,
    source: label('citalopram', DOSAGE, WARNINGS, INTERACTIONS),
  }),
  ...withEach('dofetilide', ['verapamil', 'hydrochlorothiazide', 'trimethoprim', 'ketoconazole', 'cimetidine'], {
    severity: 'contraindicated',
    effect: `${TORSADES}, because less of dofetilide leaves the body.`,
    source: label('dofetilide', CONTRAINDICATIONS, INTERACTIONS),
  }),
  ...withEach('thioridazine', ['fluoxetine', 'paroxetine', 'fluvoxamine', 'propranolol'], {
    severity: 'contraindicated',
    effect: `${TORSADES}, because CYP2D6 is inhibited.`,
    source: label('thioridazine', CONTRAINDICATIONS),
  }),
  ...withEach('riociguat', ['organic nitrate', 'PDE5 inhibitor'], {
    severity: 'contraindicated',
    effect: 'Severe fall of blood pressure.',
    source: label('riociguat', CONTRAINDICATIONS, INTERACTIONS),
  }),
  {
    between: ['PDE5 inhibitor', 'alpha blocker'],
    severity: 'moderate',
    effect: 'Fall of blood pressure: begin low.',
    source: label('sildenafil', WARNINGS, INTERACTIONS),
  },
  ...withEach('ziprasidone', ['antiarrhythmic that prolongs QT', 'drug that prolongs QT'], {
    severity: 'contraindicated',
    effect: `${TORSADES}.`,
    source: label('ziprasidone', CONTRAINDICATIONS, INTERACTIONS),
  }),
  ...['quetiapine', 'hydroxyzine', 'pentamidine'].flatMap((drug) =>
    withEach(drug, ['antiarrhythmic that prolongs QT', 'drug that prolongs QT'], {
      severity: 'moderate',
      effect: `${TORSADES}: choose another, or watch the electrocardiogram.`,
      source: label(drug, WARNINGS, INTERACTIONS),
    }),
  ),
  ...withEach(
    'pimozide',
    ['azole antifungal for the whole body', 'sertraline', 'fluoxetine', 'paroxetine', 'nefazodone'],
    {
      severity: 'contraindicated',
      effect: `${TORSADES}.`,
      source: label('pimozide', CONTRAINDICATIONS, INTERACTIONS),
    },
  ),
  ...withEach('cisapride', ['macrolide', 'azole antifungal for the whole body', 'ritonavir', 'nefazodone'], {
    severity: 'contraindicated',
    effect: `${TORSADES}.`,
    source: label('cisapride', BOXED, CONTRAINDICATIONS),
  }),
  ...withEach('digoxin', ['quinidine', 'dronedarone', 'itraconazole', 'cyclosporine'], {
    severity: 'serious',
    effect: 'Toxicity of digoxin.',
    source: label('digoxin', INTERACTIONS),
  }),
  ...withEach('digoxin', ['diltiazem', 'beta blocker', 'spironolactone'], {
    severity: 'moderate',
    effect: 'A slow pulse, or more of digoxin: watch both.',
    source: label('digoxin', INTERACTIONS),
  }),
  ...withEach('digoxin', ['hypericum', 'rifampin'], {
    severity: 'moderate',
    effect: 'Less of digoxin is there.',
    source: label('digoxin', INTERACTIONS),
  }),
  ...withEach('amiodarone', ['verapamil', 'diltiazem', 'beta blocker'], {
    severity: 'moderate',
    effect: 'A slow pulse, heart block: watch it.',
    source: label('amiodarone', INTERACTIONS),
  }),
  {
    between: ['amiodarone', 'sofosbuvir'],
    severity: 'serious',
    effect: 'A pulse that is far too slow, which has been fatal.',
    source: label('sofosbuvir', WARNINGS, INTERACTIONS),
  },
  {
    between: ['amiodarone', 'flecainide'],
    severity: 'serious',
    effect: 'More of flecainide: halve it.',
    source: label('flecainide', DOSAGE, INTERACTIONS),
  },
  ...withEach('epinephrine', ['propranolol', 'nadolol', 'timolol', 'carvedilol', 'sotalol'], {
    severity: 'moderate',
    effect: 'High blood pressure and a slow pulse, and less effect against anaphylaxis.',
    source: label('epinephrine', INTERACTIONS),
  }),
  ...withEach('metoprolol', ['paroxetine', 'fluoxetine', 'bupropion', 'quinidine'], {
    severity: 'moderate',
    effect: 'More of metoprolol (CYP2D6): watch the pulse.',
    source: label('metoprolol', INTERACTIONS),
  }),
  ...withEach('ivabradine', ['verapamil', 'diltiazem'], {
    severity: 'serious',
    effect: 'A pulse that is far too slow.',
    source: label('ivabradine', INTERACTIONS),
  }),
  {
    between: ['clonidine', 'tricyclic antidepressant'],
    severity: 'moderate',
    effect: 'Less effect on blood pressure.',
    source: label('clonidine', INTERACTIONS),
  },
  {
    between: ['PDE5 inhibitor', 'strong inhibitor of CYP3A4'],
    severity: 'moderate',
    effect: 'Fall of blood pressure, because more of the drug is there: begin low.',
    source: label('sildenafil', DOSAGE, INTERACTIONS),
  },
];
