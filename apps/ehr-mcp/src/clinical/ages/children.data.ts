import { drugClasses } from '../drugs/drug-classes.data.js';
import { BOXED, CONTRAINDICATIONS, WARNINGS, label } from '../interactions/interaction.js';
import type { AgeCaution } from './age-caution.js';

const PEDIATRIC = 'Pediatric Use';
const PYLORUS = 'A narrow pylorus (infantile hypertrophic pyloric stenosis): watch for vomiting at feeds.';

/** The groups whose labels have the boxed warning of suicidal thoughts, and others that have it. */
const antidepressants = [
  ...drugClasses
    .filter(({ name }) => /reuptake inhibitor$|^tricyclic antidepressant$/.test(name))
    .flatMap(({ members }) => members),
  'bupropion',
  'mirtazapine',
  'trazodone',
];

/** What labels say of newborns and infants. */
const infants: readonly AgeCaution[] = [
  {
    drugs: ['ceftriaxone'],
    under: { days: 29 },
    severity: 'contraindicated',
    effect:
      'After a birth before term, with jaundice, or beside calcium by vein it harms brain, lungs and kidneys, which has been fatal.',
    source: label('ceftriaxone', CONTRAINDICATIONS, 'Neonates'),
  },
  {
    drugs: ['nitrofurantoin'],
    under: { months: 1 },
    severity: 'contraindicated',
    effect: 'Hemolytic anemia.',
    source: label('nitrofurantoin', CONTRAINDICATIONS),
  },
  {
    drugs: ['sulfamethoxazole'],
    under: { months: 2 },
    severity: 'contraindicated',
    effect: 'Kernicterus, because bilirubin is set free.',
    source: label('sulfamethoxazole trimethoprim', CONTRAINDICATIONS),
  },
  ...['azithromycin', 'erythromycin'].map((drug): AgeCaution => ({
    drugs: [drug],
    under: { days: 43 },
    severity: 'moderate',
    effect: PYLORUS,
    source: label(drug, WARNINGS),
  })),
  {
    drugs: ['metoclopramide'],
    under: { years: 1 },
    severity: 'contraindicated',
    effect: 'Cramps of muscles that cannot be held back, and methemoglobinemia.',
    source: 'European Medicines Agency, referral Metoclopramide-containing medicines, 24 October 2013',
  },
];

/** What labels say of small children. */
const smallChildren: readonly AgeCaution[] = [
  {
    drugs: ['promethazine'],
    under: { years: 2 },
    severity: 'contraindicated',
    effect: 'Respiratory depression, which has been fatal.',
    source: label('promethazine', BOXED, CONTRAINDICATIONS),
  },
  {
    drugs: ['loperamide'],
    under: { years: 2 },
    severity: 'contraindicated',
    effect: 'Respiratory depression and serious disorders of the heart.',
    source: label('loperamide', CONTRAINDICATIONS),
  },
  {
    drugs: ['linaclotide'],
    under: { years: 2 },
    severity: 'contraindicated',
    effect: 'Serious dehydration.',
    source: label('linaclotide', BOXED, CONTRAINDICATIONS),
  },
  {
    drugs: ['valproate'],
    under: { years: 2 },
    severity: 'serious',
    effect: 'Failure of the liver, which has been fatal.',
    source: label('valproate', BOXED),
  },
  {
    drugs: ['diphenoxylate'],
    under: { years: 6 },
    severity: 'contraindicated',
    effect: 'Respiratory depression, coma, death.',
    source: label('diphenoxylate atropine', CONTRAINDICATIONS),
  },
  {
    drugs: ['tetracycline', 'minocycline', 'demeclocycline', 'tigecycline'],
    under: { years: 8 },
    severity: 'serious',
    effect: 'Teeth that stay discolored.',
    source: label('minocycline', WARNINGS),
  },
  {
    drugs: ['doxycycline'],
    under: { years: 8 },
    severity: 'moderate',
    effect:
      'Its label warns of teeth that stay discolored; short courses are accepted, and it is the drug of choice against rickettsiae.',
    source: `${label('doxycycline', WARNINGS)}; Biggs et al., MMWR Recomm Rep 2016;65:1`,
  },
];

const salicylates = [
  'aspirin',
  'salsalate',
  'bismuth subsalicylate',
  'magnesium salicylate',
  'magnesium trisalicylate',
];

const ultraRapid = 'Respiratory depression and death, most of all where the body activates it fast (CYP2D6).';

/** What labels say of older children and of the young. */
const olderChildren: readonly AgeCaution[] = [
  ...['codeine', 'dihydrocodeine', 'tramadol'].flatMap((drug): readonly AgeCaution[] => [
    {
      drugs: [drug],
      under: { years: 12 },
      severity: 'contraindicated',
      effect: ultraRapid,
      source: label(drug, BOXED, CONTRAINDICATIONS),
    },
    {
      drugs: [drug],
      from: { years: 12 },
      under: { years: 18 },
      severity: 'moderate',
      effect:
        'Contraindicated after removal of tonsils or adenoids, and to be avoided with obesity, sleep apnea or a disease of the lungs: respiratory depression.',
      source: label(drug, BOXED, CONTRAINDICATIONS, WARNINGS),
    },
  ]),
  {
    drugs: salicylates,
    under: { years: 16 },
    severity: 'serious',
    effect: "Reye's syndrome with influenza, chickenpox and other viral illness; only where a specialist wants it.",
    source: '21 CFR 201.314; British National Formulary: aspirin, contra-indications',
  },
  {
    drugs: salicylates,
    from: { years: 16 },
    under: { years: 19 },
    severity: 'moderate',
    effect: "Reye's syndrome with influenza or chickenpox: not during or after one.",
    source: '21 CFR 201.314',
  },
  {
    drugs: ['metoclopramide'],
    from: { years: 1 },
    under: { years: 18 },
    severity: 'moderate',
    effect: 'Cramps of muscles that cannot be held back, and tardive dyskinesia; not recommended.',
    source: label('metoclopramide', PEDIATRIC),
  },
  {
    drugs: ['ciprofloxacin', 'levofloxacin', 'moxifloxacin', 'ofloxacin', 'delafloxacin'],
    under: { years: 18 },
    severity: 'moderate',
    effect: 'Disorders of the joints: only where the label names the infection, or nothing else is left.',
    source: label('ciprofloxacin', WARNINGS, PEDIATRIC),
  },
  {
    drugs: antidepressants,
    under: { years: 25 },
    severity: 'moderate',
    effect: 'Suicidal thoughts at the beginning: watch closely.',
    source: label('sertraline', BOXED),
  },
];

/** Who is too young for what. */
export const children: readonly AgeCaution[] = [...infants, ...smallChildren, ...olderChildren];
