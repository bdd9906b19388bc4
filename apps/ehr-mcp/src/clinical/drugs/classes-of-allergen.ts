import type { DrugClass } from './drug-class.js';
import { drugClasses } from './drug-classes.data.js';
import { classesOf, substancesIn } from './drug-names.js';
import { isOneSlip } from './is-one-slip.js';
import { normal, says } from './words.js';

/** How people call a group besides its name; of each the plural too. */
const otherWords: readonly (readonly [group: string, words: readonly string[]])[] = [
  ['beta-lactam', ['penicillin', 'cephalosporin', 'cefalosporin', 'carbapenem', 'betalactam', 'lactam']],
  ['sulfonamide antibiotic', ['sulfa', 'sulfonamide']],
  ['sulfonamide', ['sulfa']],
  ['NSAID', ['non steroidal', 'nonsteroidal', 'anti inflammatory drug', 'anti inflammatories', 'salicylate']],
  ['fluoroquinolone', ['quinolone']],
  ['opioid', ['opiate', 'opiod', 'narcotic']],
  ['benzodiazepine', ['benzo']],
  ['statin', ['hmg coa']],
  ['proton pump inhibitor', ['ppi']],
  ['ACE inhibitor', ['acei', 'ace i']],
  ['ACE or neprilysin inhibitor', ['acei', 'ace i', 'ace inhibitor']],
];

const crossReactive = drugClasses
  .filter((group) => group.crossReactive)
  .map((group) => ({ group, words: [normal(group.name), ...wordsFor(group)] }));

function wordsFor({ name }: DrugClass): readonly string[] {
  return otherWords.filter(([group]) => group === name).flatMap(([, words]) => words);
}

/** Groups within which one reaction speaks against the others, and which an allergen names or belongs to: "Penicillin",
 * "Sulfa drugs", "NSAIDs". */
export function classesOfAllergen(allergen: string): readonly DrugClass[] {
  const text = normal(allergen);
  const members = substancesIn(allergen).flatMap((substance) => classesOf(substance));
  return crossReactive
    .filter(({ group, words }) => members.includes(group) || words.some((word) => names(text, word)))
    .map(({ group }) => group);
}

/** Shorter ones have neighbours: a citrate is no nitrate, quinoline no quinolone. */
const SPELT_LETTERS_MIN = 10;

function names(text: string, word: string): boolean {
  const forms = [word, `${word}s`];
  if (forms.some((form) => says(text, form))) return true;
  if (word.includes(' ') || word.length < SPELT_LETTERS_MIN) return false;
  return text.split(' ').some((written) => forms.some((form) => isOneSlip(written, form)));
}
