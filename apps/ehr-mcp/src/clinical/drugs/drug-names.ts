import { drugClasses } from './drug-classes.data.js';
import type { DrugClass } from './drug-class.js';
import { interactions } from '../interactions/interactions.data.js';
import { labelCautions } from './label-cautions.data.js';
import { otherNames } from './other-names.data.js';

const classNames = new Set(drugClasses.map(({ name }) => name));
const known = new Set([
  ...drugClasses.flatMap(({ members }) => members),
  ...[...interactions.map(({ between }) => between), ...labelCautions.map(({ drugs }) => drugs)]
    .flat()
    .filter((party) => !classNames.has(party)),
]);

/** Substances in the name of a product, such as "Sulfamethoxazole / Trimethoprim"; its first word when none is known. */
export function substancesIn(product: string): readonly string[] {
  const text = normal(product);
  const says = (name: string) => ` ${text} `.includes(` ${name} `);
  const others = otherNames.filter(([other]) => says(normal(other)));
  const found = new Set([...[...known].filter(says), ...others.flatMap(([, names]) => names)]);
  if (found.size > 0) return [...found];
  const [first = ''] = text.split(' ');
  return first === '' ? [] : [first];
}

/** Whether the tables of groups and interactions say anything about a product. */
export function isKnown(product: string): boolean {
  return substancesIn(product).some((substance) => known.has(substance));
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
  [/\bpenicillins\b|\bcephalosporins?\b|\bcarbapenems?\b|\bbeta lactams?\b/, 'beta-lactam'],
  [/\bsulfa\b|\bsulfonamides?\b/, 'sulfonamide antibiotic'],
  [/\bsulfa\b|\bsulfonamides?\b/, 'sulfonamide'],
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
