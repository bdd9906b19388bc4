import { ageCautions } from '../ages/age-cautions.data.js';
import type { DrugClass } from './drug-class.js';
import { drugClasses } from './drug-classes.data.js';
import { isOneSlip } from './is-one-slip.js';
import { interactions } from '../interactions/interactions.data.js';
import { labelCautions } from './label-cautions.data.js';
import { otherNames } from './other-names.data.js';
import { normal, says } from './words.js';

const classNames = new Set(drugClasses.map(({ name }) => name));
const judged = new Set([
  ...drugClasses.flatMap(({ members }) => members),
  ...[...interactions.map(({ between }) => between), ...labelCautions.map(({ drugs }) => drugs)]
    .flat()
    .filter((party) => !classNames.has(party)),
]);
/** Also what only other names stand for, as acetaminophen, or only ages speak against: loperamide has no group. */
const known = new Set([
  ...judged,
  ...otherNames.flatMap(([, substances]) => substances),
  ...ageCautions.flatMap(({ drugs }) => drugs),
  ...labelCautions.map(({ allergy }) => allergy).filter((one) => !classNames.has(one)),
]);
/** What is meant by a name of one word or more. */
const meanings = new Map([
  ...[...known].map((name) => [name, [name]] as const),
  ...otherNames.map(([name, substances]) => [normal(name), substances] as const),
]);
const WORDS_MAX = Math.max(...[...meanings.keys()].map((name) => name.split(' ').length));

/** Shorter names have neighbours, and so have brands, which are coined: iodine is not Lodine, lanolin not Lanoxin. */
const SPELT_LETTERS_MIN = 6;
const spelt = [...known].filter((name) => name.length >= SPELT_LETTERS_MIN && !name.includes(' '));
const knownWords = new Set([...meanings.keys()].flatMap((name) => name.split(' ')));

/**
 * Substances in the name of a product, such as "Sulfamethoxazole / Trimethoprim"; how it begins when none is known. Who
 * writes "Pencillin" means penicillin, alone or beside another: of a slip that nobody sees, an allergy would be forgotten.
 */
export function substancesIn(product: string): readonly string[] {
  const text = normal(product);
  const found = new Set([...namesIn(text).flatMap((name) => meanings.get(name) ?? []), ...misspelt(text)]);
  return found.size > 0 ? [...found] : beginningOf(text);
}

/** Every run of words that is short enough to be a name: looked up, so that long tables cost no time. */
function namesIn(text: string): readonly string[] {
  const words = text.split(' ');
  return words.flatMap((_, from) =>
    Array.from({ length: Math.min(WORDS_MAX, words.length - from) }, (_none, more) =>
      words.slice(from, from + more + 1).join(' '),
    ),
  );
}

function misspelt(text: string): readonly string[] {
  const isStrange = (word: string) => word.length >= SPELT_LETTERS_MIN && !forms.has(word) && !knownWords.has(word);
  const written = text.split(' ').filter(isStrange);
  return written.length === 0 ? [] : spelt.filter((name) => written.some((word) => isOneSlip(word, name)));
}

/** Whether two products have a substance in common. One that no table knows is looked for in the whole other name. */
export function shareSubstance(one: string, other: string): boolean {
  const [ours, theirs] = [substancesIn(one), substancesIn(other)];
  return isAmong(ours, theirs, other) || isAmong(theirs, ours, one);
}

function isAmong(substances: readonly string[], others: readonly string[], product: string): boolean {
  const text = normal(product);
  return substances.some(
    (substance) => others.includes(substance) || (!shared.has(substance) && says(text, substance)),
  );
}

/** What many names begin with, or end with as a salt: by itself it names no substance. */
const shared = new Set('aluminum calcium ferric ferrous insulin magnesium potassium sodium vitamin zinc'.split(' '));
/** How something is given, and to whom, is not what it is. */
const forms = new Set(
  [
    'delayed extended immediate release sustained low oral iv topical nasal eye ear skin cough',
    'cream drops gel inhaler ointment patch spray syrup baby children childrens human infant',
  ].flatMap((words) => words.split(' ')),
);

function beginningOf(text: string): readonly string[] {
  const [first = '', second] = text.split(' ').filter((word) => !forms.has(word));
  if (first === '') return [];
  return [shared.has(first) && second !== undefined ? `${first} ${second}` : first];
}

/** Whether the tables of groups and interactions say anything about a product. */
export function isKnown(product: string): boolean {
  return substancesIn(product).some((substance) => judged.has(substance));
}

const groups = new Map(
  [...judged].map((substance) => [substance, drugClasses.filter(({ members }) => members.includes(substance))]),
);

/** Groups to which a substance belongs. */
export function classesOf(substance: string): readonly DrugClass[] {
  return groups.get(substance) ?? [];
}
