import type { DrugClass } from './drug-class.js';

const both = { crossReactive: true, duplicate: true };
/** Groups that are named for what goes wrong beside others, and are often given together. */
const beside = { crossReactive: false, duplicate: false };

/**
 * Groups of drugs against infections. Penicillins and cephalosporins are also one group, because labels of both warn of
 * reactions to the other.
 */
export const infectionsClasses: readonly DrugClass[] = [
  {
    name: 'beta-lactam',
    atc: 'J01C, J01D',
    members: [
      'penicillin',
      'amoxicillin',
      'ampicillin',
      'dicloxacillin',
      'flucloxacillin',
      'oxacillin',
      'nafcillin',
      'piperacillin',
      'cephalexin',
      'cefazolin',
      'cephradine',
      'cefuroxime',
      'cefdinir',
      'ceftriaxone',
      'cefepime',
      'cefixime',
      'cefotaxime',
      'ceftazidime',
      'cloxacillin',
      'ticarcillin',
      'cefadroxil',
      'cefaclor',
      'cefprozil',
      'cefpodoxime',
      'cefoxitin',
      'cefiderocol',
      'cefditoren',
      'ceftibuten',
      'ceftolozane',
      'pivmecillinam',
      'temocillin',
      'cefotetan',
      'ceftaroline',
      'meropenem',
      'imipenem',
      'ertapenem',
      'doripenem',
    ],
    ...both,
  },
  {
    name: 'sulfonamide antibiotic',
    atc: 'J01E',
    members: ['sulfamethoxazole', 'sulfadiazine', 'sulfasalazine', 'sulfacetamide'],
    crossReactive: true,
    duplicate: false,
  },
  { name: 'macrolide', atc: 'J01FA', members: ['erythromycin', 'azithromycin', 'clarithromycin'], ...both },
  {
    name: 'fluoroquinolone',
    atc: 'J01MA',
    members: ['ciprofloxacin', 'levofloxacin', 'moxifloxacin', 'ofloxacin', 'delafloxacin'],
    ...both,
  },
  { name: 'tetracycline', atc: 'J01AA', members: ['tetracycline', 'doxycycline', 'minocycline'], ...both },
  { name: 'carbapenem', atc: 'J01DH', members: ['meropenem', 'imipenem', 'ertapenem', 'doripenem'], ...beside },
  {
    // Labels of celecoxib and zonisamide are against both where sulfonamides have done harm.
    name: 'sulfonamide',
    members: ['celecoxib', 'zonisamide', 'sulfamethoxazole', 'sulfadiazine', 'sulfasalazine', 'sulfacetamide'],
    crossReactive: true,
    duplicate: false,
  },
];
