import { drugClasses } from './drug-classes.data.js';

/** Where a drug is put that is not swallowed, injected or breathed in. */
export type Place = 'eye' | 'ear' | 'nose' | 'skin';

const places: readonly (readonly [place: Place, words: RegExp])[] = [
  ['eye', /\b(?:eyes?|ocular|ophthalmic|conjunctival)\b/i],
  ['ear', /\b(?:ears?|otic|auricular)\b/i],
  ['nose', /\b(?:(?:intra)?nasal|nose|nostrils?|flonase|nasacort|nasonex|rhinocort)\b/i],
  ['skin', /\b(?:topical|topically|cutaneous|skin|scalp|cream|ointment|lotion|shampoo)\b/i],
];

/** By the name of a product and how it is given; `undefined` for what goes through the whole body, or does not say. */
export function placeOf(...told: readonly (string | null | undefined)[]): Place | undefined {
  return places.find(([, words]) => words.test(told.join(' ')))?.[0];
}

const membersOf = (...groups: readonly string[]) =>
  drugClasses.filter(({ name }) => groups.includes(name)).flatMap(({ members }) => members);

/** Timolol in the eye slows the heart as a tablet does (prescribing information, Warnings). */
const throughTheEye = new Set(membersOf('beta blocker'));

/** Of what is put on the skin, that of which next to nothing arrives elsewhere; nitrates, hormones and opioids do. */
const staysInSkin = new Set(
  membersOf(
    'aminoglycoside',
    'azole antifungal',
    'fluoroquinolone',
    'inhaled corticosteroid',
    'lincosamide',
    'macrolide',
    'nitroimidazole',
    'sedating antihistamine',
    'sulfonamide antibiotic',
    'systemic corticosteroid',
    'tetracycline',
  ),
);

/** Of what is sprayed into the nose, that which does not count beside what is breathed in. */
const staysInNose = new Set(membersOf('inhaled corticosteroid'));

/** Whether a substance that is put somewhere meets the other drugs of a patient. */
export function actsElsewhere(substance: string, place: Place | undefined): boolean {
  if (place === 'eye' || place === 'ear') return throughTheEye.has(substance);
  if (place === 'nose') return !staysInNose.has(substance);
  return place !== 'skin' || !staysInSkin.has(substance);
}
