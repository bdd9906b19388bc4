import { CONTRAINDICATIONS, INTERACTIONS, WARNINGS, label, withEach, type Interaction } from './interaction.js';

/** Potassium, lithium and the kidney. */
export const kidney: readonly Interaction[] = [
  {
    between: ['ACE inhibitor', 'sacubitril'],
    severity: 'contraindicated',
    effect: 'Angioedema.',
    source: label('sacubitril', CONTRAINDICATIONS, INTERACTIONS),
  },
  ...withEach('aliskiren', ['ACE inhibitor', 'angiotensin receptor blocker'], {
    severity: 'serious',
    effect: 'Low blood pressure, high potassium, failing kidneys; contraindicated with diabetes.',
    source: label('aliskiren', CONTRAINDICATIONS, WARNINGS, INTERACTIONS),
  }),
  {
    between: ['angiotensin receptor blocker', 'NSAID'],
    severity: 'moderate',
    effect: 'Worse kidney function and less effect on blood pressure: watch both.',
    source: label('losartan', INTERACTIONS),
  },
  {
    between: ['loop diuretic', 'NSAID'],
    severity: 'moderate',
    effect: 'Worse kidney function and less effect of the diuretic: watch both.',
    source: label('furosemide', INTERACTIONS),
  },
  {
    between: ['thiazide', 'NSAID'],
    severity: 'moderate',
    effect: 'Worse kidney function and less effect of the diuretic: watch both.',
    source: label('hydrochlorothiazide', INTERACTIONS),
  },
  {
    between: ['ACE inhibitor', 'trimethoprim'],
    severity: 'moderate',
    effect: 'High potassium: watch it.',
    source: label('sulfamethoxazole trimethoprim', INTERACTIONS),
  },
  {
    between: ['potassium-sparing diuretic', 'trimethoprim'],
    severity: 'serious',
    effect: 'Severely high potassium.',
    source:
      'Antoniou et al., Trimethoprim-sulfamethoxazole induced hyperkalaemia in elderly patients receiving spironolactone, BMJ 2011;343:d5228',
  },
  {
    between: ['lithium', 'angiotensin receptor blocker'],
    severity: 'serious',
    effect: 'Toxicity of lithium.',
    source: label('lithium', INTERACTIONS),
  },
  {
    between: ['lithium', 'loop diuretic'],
    severity: 'moderate',
    effect: 'Toxicity of lithium: watch its level.',
    source: label('lithium', INTERACTIONS),
  },
  {
    between: ['angiotensin receptor blocker', 'trimethoprim'],
    severity: 'moderate',
    effect: 'High potassium: watch it.',
    source: label('sulfamethoxazole trimethoprim', INTERACTIONS),
  },
  ...withEach('lithium', ['haloperidol', 'verapamil', 'diltiazem', 'metronidazole'], {
    severity: 'moderate',
    effect: 'Toxicity of lithium, or harm to the brain: watch for it.',
    source: label('lithium', INTERACTIONS),
  }),
];
