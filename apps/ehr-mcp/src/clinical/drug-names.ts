import { drugClasses } from './drug-classes.data.js';
import type { DrugClass } from './drug-class.js';
import { interactions } from './interactions.data.js';

/** Other names under which the same substance is written. */
const SYNONYMS = new Map([
  ['acetylsalicylic acid', 'aspirin'],
  ['asa', 'aspirin'],
  ['cefalexin', 'cephalexin'],
  ['paracetamol', 'acetaminophen'],
  ['salbutamol', 'albuterol'],
  ['co-trimoxazole', 'sulfamethoxazole'],
  ['glibenclamide', 'glyburide'],
  ['bactrim', 'sulfamethoxazole'],
  ['augmentin', 'amoxicillin'],
  ['advil', 'ibuprofen'],
  ['motrin', 'ibuprofen'],
  ['aleve', 'naproxen'],
  ['coumadin', 'warfarin'],
]);

const classNames = new Set(drugClasses.map(({ name }) => name));
const known = new Set([
  ...drugClasses.flatMap(({ members }) => members),
  ...interactions.flatMap(({ between }) => between.filter((party) => !classNames.has(party))),
]);

/** Substances in the name of a product, such as "Sulfamethoxazole / Trimethoprim"; its first word when none is known. */
export function substancesIn(product: string): readonly string[] {
  const text = normal(product);
  const words = text.split(' ');
  const synonyms = [...SYNONYMS].filter(([other]) => ` ${text} `.includes(` ${other} `)).map(([, name]) => name);
  const found = new Set([...words.filter((word) => known.has(word)), ...synonyms]);
  if (found.size > 0) return [...found];
  const [first = ''] = words;
  return first === '' ? [] : [first];
}

/** Groups to which a substance belongs. */
export function classesOf(substance: string): readonly DrugClass[] {
  return drugClasses.filter(({ members }) => members.includes(substance));
}

/** Groups that an allergen names or belongs to: "Penicillin", "Sulfa drugs", "NSAIDs". */
export function classesOfAllergen(allergen: string): readonly DrugClass[] {
  const text = normal(allergen);
  const named = drugClasses.filter(({ name }) => text.includes(normal(name)));
  const members = substancesIn(allergen).flatMap((substance) => classesOf(substance));
  const alias = CLASS_ALIASES.filter(([pattern]) => pattern.test(text)).map(([, name]) => name);
  const aliased = drugClasses.filter(({ name }) => alias.includes(name));
  return [...new Set([...named, ...members, ...aliased])].filter(({ crossReactive }) => crossReactive);
}

const CLASS_ALIASES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bpenicillins\b|\bcephalosporins?\b|\bbeta lactams?\b/, 'beta-lactam'],
  [/\bsulfa\b|\bsulfonamides?\b/, 'sulfonamide antibiotic'],
  [/\bstatins\b/, 'statin'],
  [/\bnon steroidal\b|\bsalicylates?\b/, 'NSAID'],
  [/\bquinolones?\b/, 'fluoroquinolone'],
];

function normal(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}
