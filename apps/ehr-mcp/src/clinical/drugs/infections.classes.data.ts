import type { DrugClass } from './drug-class.js';

const both = { crossReactive: true, duplicate: true };
const doubled = { crossReactive: false, duplicate: true };
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
const azoles = ['fluconazole', 'voriconazole', 'itraconazole', 'posaconazole', 'isavuconazonium', 'ketoconazole'];
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
  {
    name: 'tetracycline or glycylcycline',
    members: [...tetracyclines, 'tigecycline', 'eravacycline'],
    ...reacting,
  },
  {
    name: 'aminoglycoside',
    atc: 'J01G',
    members: [
      'gentamicin',
      'tobramycin',
      'amikacin',
      'streptomycin',
      'neomycin',
      'kanamycin',
      'paromomycin',
      'plazomicin',
    ],
    ...both,
  },
  {
    name: 'glycopeptide',
    atc: 'J01XA',
    members: ['vancomycin', 'teicoplanin', 'telavancin', 'dalbavancin', 'oritavancin'],
    ...both,
  },
  {
    name: 'lincosamide',
    atc: 'J01FF',
    members: ['clindamycin', 'lincomycin'],
    ...both,
  },
  {
    name: 'nitroimidazole',
    atc: 'J01XD, P01AB',
    members: ['metronidazole', 'tinidazole', 'secnidazole', 'benznidazole'],
    ...both,
  },
  {
    name: 'rifamycin',
    atc: 'J04AB',
    members: ['rifampin', 'rifabutin', 'rifapentine', 'rifaximin'],
    ...both,
  },
  {
    name: 'echinocandin',
    atc: 'J02AX',
    members: ['caspofungin', 'micafungin', 'anidulafungin', 'rezafungin'],
    ...both,
  },
  {
    // How many react to two is not known: the label of posaconazole is against it after another azole, others warn.
    name: 'azole antifungal',
    atc: 'J02AB, J02AC, D01AC',
    members: [...azoles, 'clotrimazole', 'miconazole', 'econazole', 'tioconazole', 'terconazole', 'butoconazole'],
    ...reacting,
  },
  {
    name: 'azole antifungal for the whole body',
    members: azoles,
    ...doubled,
  },
  {
    name: 'aminoquinoline',
    atc: 'P01BA',
    members: ['chloroquine', 'hydroxychloroquine'],
    ...both,
  },
  {
    name: 'HIV protease inhibitor',
    atc: 'J05AE',
    members: ['atazanavir', 'darunavir', 'fosamprenavir', 'indinavir', 'lopinavir', 'nelfinavir', 'saquinavir'],
    ...doubled,
  },
];
