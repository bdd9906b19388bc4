import { drugClasses } from './drug-classes.data.js';
import type { DrugClass } from './drug-class.js';
import { isOneSlip } from './is-one-slip.js';
import { normal, says } from './words.js';

/** How people call a group besides its name; of each the plural too. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  'beta-lactam': ['betalactam', 'lactam'],
  cephalosporin: ['cefalosporin'],
  'beta-lactam with the side chain of ampicillin': ['penicillin'],
  'sulfonamide antibiotic': ['sulfa', 'sulfonamide'],
  sulfonamide: ['sulfa'],
  NSAID: ['non steroidal', 'nonsteroidal', 'anti inflammatory drug', 'anti inflammatories', 'salicylate'],
  fluoroquinolone: ['quinolone'],
  opioid: ['opiate', 'opiod', 'narcotic'],
  benzodiazepine: ['benzo'],
  statin: ['hmg coa'],
  'proton pump inhibitor': ['ppi'],
  'ACE inhibitor': ['acei', 'ace i'],
  'ACE or neprilysin inhibitor': ['acei', 'ace i', 'ace inhibitor'],
  'angiotensin receptor blocker': ['arb', 'sartan'],
  'beta blocker': ['betablocker', 'beta adrenergic blocker'],
  'calcium channel blocker': ['ccb', 'calcium antagonist'],
  'selective serotonin reuptake inhibitor': ['ssri'],
  'serotonin noradrenaline reuptake inhibitor': ['snri', 'serotonin norepinephrine reuptake inhibitor'],
  'tricyclic antidepressant': ['tca', 'tricyclic'],
  'MAO inhibitor': ['maoi', 'monoamine oxidase inhibitor'],
  'systemic corticosteroid': ['corticosteroid', 'steroid', 'glucocorticoid'],
  'GLP-1 receptor agonist': ['glp 1', 'glp1'],
  'SGLT2 inhibitor': ['sglt 2 inhibitor'],
  'aromatic antiepileptic': ['antiepileptic', 'anti epileptic', 'anticonvulsant', 'anti convulsant'],
  'tetracycline or glycylcycline': ['tetracycline'],
  'azole antifungal': ['azole'],
  'local anesthetic': ['local anaesthetic', 'caine'],
  'amide local anesthetic': ['amide anesthetic', 'amide local anaesthetic'],
  'ester local anesthetic': ['ester anesthetic', 'ester local anaesthetic'],
  'neuromuscular blocker': ['neuromuscular blocking agent', 'nmba'],
  'iodinated contrast medium': ['contrast', 'radiocontrast', 'iv dye'],
  'gadolinium contrast medium': ['gadolinium', 'mri contrast'],
  heparin: ['lmwh', 'ufh', 'hit'],
  // By the plural, because the nitrate of silver or miconazole is a salt.
  'organic nitrate': ['nitrates'],
};

/** Words for several groups at once, where nothing narrower is said, as "Thiazide diuretics" does. */
const broadWords: readonly (readonly [words: readonly string[], groups: RegExp])[] = [
  [['anticoagulant', 'blood thinner'], /^(?:oral anticoagulant|heparin)$/],
  [['antidepressant'], /reuptake inhibitor$|^tricyclic antidepressant$/],
  [['antihistamine'], /antihistamine/],
  [['diuretic', 'water pill'], /^thiazide$|diuretic$/],
];

const spoken = drugClasses.map((group) => ({ group, words: [normal(group.name), ...(otherWords[group.name] ?? [])] }));

/** Groups that an allergen names: "Penicillins", "Sulfa drugs", "NSAIDs". Who names a group means all of it. */
export function groupsNamedBy(allergen: string): readonly DrugClass[] {
  const text = normal(allergen);
  const named = spoken.filter(({ words }) => words.some((word) => names(text, word))).map(({ group }) => group);
  if (named.length > 0) return named;
  const broad = broadWords.filter(([words]) => words.some((word) => names(text, word)));
  return drugClasses.filter(({ name }) => broad.some(([, groups]) => groups.test(name)));
}

/** Shorter ones have neighbours: a citrate is no nitrate, quinoline no quinolone. */
const SPELT_LETTERS_MIN = 10;

function names(text: string, word: string): boolean {
  const forms = [word, `${word}s`];
  if (forms.some((form) => says(text, form))) return true;
  if (word.includes(' ') || word.length < SPELT_LETTERS_MIN) return false;
  return text.split(' ').some((written) => forms.some((form) => isOneSlip(written, form)));
}
