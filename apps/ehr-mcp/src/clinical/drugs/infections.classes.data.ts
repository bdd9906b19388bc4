import type { DrugClass } from './drug-class.js';

const both = { crossReactive: true, duplicate: true };
const reacting = { crossReactive: true, duplicate: false };

const penicillins = [
  'penicillin',
  'amoxicillin',
  'ampicillin',
  'dicloxacillin',
  'flucloxacillin',
  'cloxacillin',
  'oxacillin',
  'nafcillin',
  'piperacillin',
  'ticarcillin',
  'pivmecillinam',
  'temocillin',
];
const cephalosporins = [
  'cephalexin',
  'cephradine',
  'cefadroxil',
  'cefazolin',
  'cefaclor',
  'cefprozil',
  'cefuroxime',
  'cefoxitin',
  'cefotetan',
  'cefdinir',
  'cefditoren',
  'cefixime',
  'cefpodoxime',
  'ceftibuten',
  'cefotaxime',
  'ceftazidime',
  'ceftriaxone',
  'cefepime',
  'ceftaroline',
  'ceftolozane',
  'cefiderocol',
];
const carbapenems = ['meropenem', 'imipenem', 'ertapenem', 'doripenem'];
const tetracyclines = ['tetracycline', 'doxycycline', 'minocycline', 'demeclocycline', 'omadacycline', 'sarecycline'];

/**
 * Groups of drugs against infections. Who reacts to a penicillin reacts to cephalosporins that have the same side chain (R1),
 * and hardly ever to the others (Khan et al., Drug allergy: a 2022 practice parameter update, J Allergy Clin Immunol
 * 2022;150:1333).
 */
export const infectionsClasses: readonly DrugClass[] = [
  {
    name: 'beta-lactam',
    atc: 'J01C, J01D',
    members: [...penicillins, ...cephalosporins, ...carbapenems],
    crossReactive: false,
    duplicate: true,
  },
  { name: 'penicillin', atc: 'J01C', members: penicillins, ...reacting },
  { name: 'cephalosporin', atc: 'J01DB, J01DC, J01DD, J01DE', members: cephalosporins, ...reacting },
  { name: 'carbapenem', atc: 'J01DH', members: carbapenems, ...reacting },
  {
    // Also penicillin itself: where no more is written down it was most often one of the two.
    name: 'beta-lactam with the side chain of ampicillin',
    members: [
      'penicillin',
      'ampicillin',
      'amoxicillin',
      'cephalexin',
      'cephradine',
      'cefadroxil',
      'cefaclor',
      'cefprozil',
    ],
    ...reacting,
  },
  {
    name: 'beta-lactam with the side chain of ceftazidime',
    members: ['ceftazidime', 'cefiderocol', 'ceftolozane', 'aztreonam'],
    ...reacting,
  },
  {
    name: 'sulfonamide antibiotic',
    atc: 'J01E',
    members: ['sulfamethoxazole', 'sulfadiazine', 'sulfasalazine', 'sulfacetamide'],
    ...reacting,
  },
  {
    // Labels of celecoxib and zonisamide are against both where sulfonamides have done harm.
    name: 'sulfonamide',
    members: ['celecoxib', 'zonisamide', 'sulfamethoxazole', 'sulfadiazine', 'sulfasalazine', 'sulfacetamide'],
    ...reacting,
  },
  { name: 'macrolide', atc: 'J01FA', members: ['erythromycin', 'azithromycin', 'clarithromycin'], ...both },
  {
    name: 'fluoroquinolone',
    atc: 'J01MA',
    members: [
      'ciprofloxacin',
      'levofloxacin',
      'moxifloxacin',
      'ofloxacin',
      'delafloxacin',
      'norfloxacin',
      'gemifloxacin',
    ],
    ...both,
  },
  { name: 'tetracycline', atc: 'J01AA', members: tetracyclines, ...both },
];
