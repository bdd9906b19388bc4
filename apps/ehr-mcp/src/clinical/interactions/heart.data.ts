import { CONTRAINDICATIONS, DOSAGE, INTERACTIONS, WARNINGS, label, withEach, type Interaction } from './interaction.js';

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
  ...withEach('riociguat', ['nitrate', 'PDE5 inhibitor'], {
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
];
