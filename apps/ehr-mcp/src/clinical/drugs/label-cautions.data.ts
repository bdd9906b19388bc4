import { CONTRAINDICATIONS, WARNINGS, label } from '../interactions/interaction.js';

/** An allergy of which labels warn though the evidence speaks against it: told to the person who decides. */
export interface LabelCaution {
  /** Substance or group of the allergen. */
  readonly allergy: string;
  /** Groups or substances that are prescribed. */
  readonly drugs: readonly string[];
  readonly message: string;
  readonly source: string;
  /** Whether the label has it as a contraindication after a grave reaction; what is not known to have been less is one. */
  readonly stopsUnlessMild?: boolean;
}

const practice = 'Khan et al., Drug allergy: a 2022 practice parameter update, J Allergy Clin Immunol 2022;150:1333';

/**
 * Sulfonamides that are no antibiotics lack the aromatic amine to which reactions are put down. Labels of thiazides, loop
 * diuretics, sulfonylureas and acetazolamide warn of hypersensitivity to sulfonamides all the same, some as a
 * contraindication. Patients who react to the one react to the other no more often than patients who are allergic to
 * penicillin (Strom 2003), and the practice parameter of 2022 sees "no or weak evidence" of a cross-reaction. So such a
 * prescription is not stopped: a stop that is wrong nearly always teaches to go past stops. It is not silent either,
 * because the label says otherwise, and after a severe skin reaction many prefer another drug.
 * Celecoxib and zonisamide stay in the group `sulfonamide`, which does stop: there the label is the rule until a
 * pharmacy decides otherwise.
 */
const sulfonamides: LabelCaution = {
  allergy: 'sulfonamide antibiotic',
  drugs: ['thiazide', 'loop diuretic', 'sulfonylurea', 'acetazolamide'],
  message:
    'is a sulfonamide that is no antibiotic. Its label warns, but studies found no cross-reaction; weigh it after a severe skin reaction.',
  source: `Strom et al., N Engl J Med 2003;349:1628; ${practice}`,
};

/** Labels of each warn of reactions to the others; those with a common side chain are a group, and that stops. */
const betaLactams = [
  { allergy: 'penicillin', drugs: ['cephalosporin', 'carbapenem'] },
  { allergy: 'cephalosporin', drugs: ['penicillin', 'carbapenem'] },
  { allergy: 'carbapenem', drugs: ['penicillin', 'cephalosporin'] },
].map((pair): LabelCaution => ({
  ...pair,
  message: 'is another beta-lactam. Its label warns, but few react to both.',
  source: `Prescribing information of ceftriaxone and of meropenem: Contraindications; Warnings and Precautions; ${practice}`,
  stopsUnlessMild: true,
}));

export const labelCautions: readonly LabelCaution[] = [
  sulfonamides,
  ...betaLactams,
  {
    allergy: 'opioid',
    drugs: ['opioid'],
    message: 'is an opioid of another structure. Few react to both; many reactions to opioids are no allergy.',
    source: practice,
  },
  {
    allergy: 'macrolide',
    drugs: ['fidaxomicin'],
    message: 'is a macrolide of another kind. Some who reacted to it had reacted to macrolides before.',
    source: label('fidaxomicin', WARNINGS),
  },
  {
    allergy: 'salicylate',
    drugs: ['aminosalicylate'],
    message: 'is a salicylate of another kind, and its label is against it.',
    source: label('mesalamine', CONTRAINDICATIONS),
  },
  {
    allergy: 'sulfonamide antibiotic',
    drugs: ['methazolamide', 'dorzolamide', 'brinzolamide', 'darunavir'],
    message: 'is a sulfonamide that is no antibiotic, and its label warns.',
    source: label('dorzolamide', WARNINGS),
  },
  {
    allergy: 'iodine',
    drugs: ['amiodarone'],
    message:
      'contains iodine, and its label is against it. An allergy to contrast media or disinfectants is none to iodine.',
    source: label('amiodarone', CONTRAINDICATIONS),
  },
  ...['egg', 'soy'].map((allergy) => ({
    allergy,
    drugs: ['propofol', 'clevidipine'],
    message:
      'is an emulsion of egg lecithin in soybean oil, and its label is against it; a study of propofol found no reactions.',
    source: `${label('propofol', CONTRAINDICATIONS)}; Asserh\u00f8j et al., Br J Anaesth 2016;116:77`,
  })),
  {
    allergy: 'peanut',
    drugs: ['progesterone'],
    message: 'comes in capsules with peanut oil, and its label is against them.',
    source: label('progesterone', CONTRAINDICATIONS),
  },
];
