import type { Allergen } from '../clinic/allergies/allergen.js';

/** Drugs by RxNorm ingredient; foods and the rest by SNOMED CT codes that published HL7 and Synthea examples use. */
export const allergens: { readonly drugs: readonly Allergen[]; readonly others: readonly Allergen[] } = {
  drugs: [
    {
      allergen: 'Penicillin',
      code: '7984',
      drugClass: 'beta-lactam',
      reactions: ['Hives', 'Skin rash', 'Anaphylaxis'],
    },
    { allergen: 'Amoxicillin', code: '723', drugClass: 'beta-lactam', reactions: ['Skin rash', 'Hives'] },
    { allergen: 'Cephalexin', code: '2231', drugClass: 'beta-lactam', reactions: ['Skin rash', 'Itching'] },
    {
      allergen: 'Sulfamethoxazole / Trimethoprim',
      code: '10831',
      drugClass: 'sulfonamide',
      reactions: ['Skin rash', 'Hives'],
    },
    { allergen: 'Aspirin', code: '1191', drugClass: 'NSAID', reactions: ['Wheezing', 'Hives', 'Angioedema'] },
    { allergen: 'Ibuprofen', code: '5640', drugClass: 'NSAID', reactions: ['Hives', 'Wheezing'] },
    {
      allergen: 'Lisinopril',
      code: '29046',
      drugClass: 'ACE inhibitor',
      reactions: ['Cough', 'Angioedema'],
      ages: [30, 120],
    },
    { allergen: 'Erythromycin', code: '4053', drugClass: 'macrolide', reactions: ['Nausea and vomiting', 'Skin rash'] },
    {
      allergen: 'Codeine',
      code: '2670',
      drugClass: 'opioid',
      reactions: ['Nausea and vomiting', 'Itching'],
      ages: [18, 120],
    },
  ],
  others: [
    { allergen: 'Peanut', code: '762952008', reactions: ['Anaphylaxis', 'Hives'] },
    { allergen: 'Tree nut', code: '442571000124108', reactions: ['Anaphylaxis', 'Hives'] },
    { allergen: 'Eggs', code: '102263004', reactions: ['Hives', 'Skin rash'] },
    { allergen: 'Dairy', code: '3718001', reactions: ['Abdominal cramps', 'Hives'] },
    { allergen: 'Wheat', code: '412071004', reactions: ['Abdominal cramps', 'Skin rash'] },
    { allergen: 'Soy', code: '256355007', reactions: ['Hives', 'Itching'] },
    { allergen: 'Fish', code: '735971005', reactions: ['Hives', 'Angioedema'] },
    { allergen: 'Shellfish', code: '735029006', reactions: ['Anaphylaxis', 'Hives', 'Angioedema'] },
    { allergen: 'Latex', code: '111088007', reactions: ['Contact dermatitis', 'Hives'] },
    { allergen: 'Bee venom', code: '288328004', reactions: ['Anaphylaxis', 'Local swelling'] },
    { allergen: 'House dust mite', code: '260147004', reactions: ['Sneezing', 'Wheezing'] },
    { allergen: 'Animal dander', code: '264287008', reactions: ['Sneezing', 'Itchy eyes'] },
    { allergen: 'Grass pollen', code: '256277009', reactions: ['Sneezing', 'Itchy eyes'] },
    { allergen: 'Tree pollen', code: '782576004', reactions: ['Sneezing', 'Itchy eyes'] },
    { allergen: 'Mold', code: '84489001', reactions: ['Sneezing', 'Wheezing'] },
  ],
};
