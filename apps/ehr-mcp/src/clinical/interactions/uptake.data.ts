import { INTERACTIONS, label, withEach, type Interaction } from './interaction.js';

/** What is not taken up beside minerals and resins. */
export const uptake: readonly Interaction[] = [
  ...withEach(
    'mineral that binds drugs',
    ['levothyroxine', 'fluoroquinolone', 'tetracycline', 'bisphosphonate', 'dolutegravir', 'bictegravir'],
    {
      severity: 'moderate',
      effect: 'Less of the drug is taken up: give them hours apart.',
      source: label('levothyroxine', INTERACTIONS),
    },
  ),
  ...withEach('cholestyramine', ['levothyroxine', 'digoxin'], {
    severity: 'moderate',
    effect: 'Less of the drug is taken up: give them hours apart.',
    source: label('cholestyramine', INTERACTIONS),
  }),
];
