import type { DrugClass } from './drug-class.js';

const both = { crossReactive: true, duplicate: true };
const doubled = { crossReactive: false, duplicate: true };
/** Groups that are named for what goes wrong beside others, and are often given together. */
const beside = { crossReactive: false, duplicate: false };

const calciums = ['calcium carbonate', 'calcium acetate', 'calcium citrate'];
const irons = ['ferrous sulfate', 'ferrous gluconate', 'ferrous fumarate'];

/** Groups of drugs for digestion, metabolism and hormones. */
export const digestionAndHormonesClasses: readonly DrugClass[] = [
  {
    name: 'proton pump inhibitor',
    atc: 'A02BC',
    members: ['omeprazole', 'esomeprazole', 'pantoprazole', 'lansoprazole', 'rabeprazole', 'dexlansoprazole'],
    ...both,
  },
  {
    name: 'sulfonylurea',
    atc: 'A10BB',
    members: ['glimepiride', 'glipizide', 'glyburide', 'gliclazide', 'tolbutamide'],
    ...doubled,
  },
  {
    // By the whole name: the potassium of penicillin or losartan is a salt and no supplement.
    name: 'potassium supplement',
    atc: 'A12B',
    members: ['potassium chloride', 'potassium bicarbonate', 'potassium citrate', 'potassium gluconate'],
    ...doubled,
  },
  {
    name: 'systemic corticosteroid',
    atc: 'H02AB',
    members: ['prednisone', 'prednisolone', 'methylprednisolone', 'dexamethasone'],
    ...doubled,
  },
  {
    name: 'GLP-1 receptor agonist',
    atc: 'A10BJ, A10BX16',
    members: ['semaglutide', 'liraglutide', 'dulaglutide', 'exenatide', 'tirzepatide'],
    ...doubled,
  },
  { name: 'DPP-4 inhibitor', atc: 'A10BH', members: ['sitagliptin', 'linagliptin', 'saxagliptin'], ...doubled },
  { name: 'SGLT2 inhibitor', atc: 'A10BK', members: ['empagliflozin', 'dapagliflozin', 'canagliflozin'], ...doubled },
  {
    name: 'mineral that binds drugs',
    members: [
      ...calciums,
      ...irons,
      'magnesium hydroxide',
      'magnesium oxide',
      'aluminum hydroxide',
      'zinc sulfate',
      'sucralfate',
      'bismuth subsalicylate',
    ],
    ...beside,
  },
  {
    // One that acts long beside one that acts fast is what is usual.
    name: 'insulin',
    atc: 'A10A',
    members: [
      'insulin glargine',
      'insulin detemir',
      'insulin degludec',
      'insulin isophane',
      'insulin regular',
      'insulin lispro',
      'insulin aspart',
      'insulin glulisine',
    ],
    crossReactive: true,
    duplicate: false,
  },
  {
    name: 'long-acting insulin',
    atc: 'A10AE',
    members: ['insulin glargine', 'insulin detemir', 'insulin degludec'],
    ...doubled,
  },
  {
    name: 'fast-acting insulin',
    atc: 'A10AB',
    members: ['insulin regular', 'insulin lispro', 'insulin aspart', 'insulin glulisine'],
    ...doubled,
  },
  {
    name: 'calcium supplement',
    atc: 'A12AA',
    members: calciums,
    ...doubled,
  },
  {
    name: 'iron supplement',
    atc: 'B03AA',
    members: irons,
    ...doubled,
  },
  {
    name: 'iron for injection',
    atc: 'B03AC',
    members: [
      'iron dextran',
      'iron sucrose',
      'ferumoxytol',
      'ferric carboxymaltose',
      'ferric derisomaltose',
      'sodium ferric gluconate',
    ],
    ...both,
  },
  {
    name: 'H2 blocker',
    atc: 'A02BA',
    members: ['famotidine', 'ranitidine', 'cimetidine', 'nizatidine'],
    ...doubled,
  },
  {
    name: 'aminosalicylate',
    atc: 'A07EC',
    members: ['mesalamine', 'balsalazide', 'olsalazine', 'sulfasalazine'],
    ...doubled,
  },
  {
    name: 'thyroid hormone',
    atc: 'H03AA',
    members: ['levothyroxine', 'liothyronine', 'thyroid'],
    ...doubled,
  },
  {
    name: 'bisphosphonate',
    atc: 'M05BA',
    members: ['alendronate', 'risedronate', 'ibandronate'],
    ...doubled,
  },
  {
    name: '5-alpha-reductase inhibitor',
    atc: 'G04CB',
    members: ['finasteride', 'dutasteride'],
    ...doubled,
  },
  {
    name: 'bladder antimuscarinic',
    atc: 'G04BD',
    members: ['oxybutynin', 'tolterodine', 'fesoterodine', 'solifenacin', 'darifenacin', 'trospium'],
    ...doubled,
  },
  {
    // A GLP-1 receptor agonist beside a DPP-4 inhibitor adds nothing (American Diabetes Association, Standards of Care).
    name: 'incretin drug',
    atc: 'A10BH, A10BJ',
    members: [
      'sitagliptin',
      'linagliptin',
      'saxagliptin',
      'alogliptin',
      'semaglutide',
      'liraglutide',
      'dulaglutide',
      'exenatide',
      'tirzepatide',
    ],
    ...doubled,
  },
  { name: 'calcium for injection', atc: 'B05XA', members: ['calcium gluconate', 'calcium chloride'], ...doubled },
];
