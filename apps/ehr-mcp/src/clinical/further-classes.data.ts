import type { DrugClass } from './drug-class.js';

const doubled = { crossReactive: false, duplicate: true };
/** Groups that are named for what goes wrong beside others, and are often given together. */
const beside = { crossReactive: false, duplicate: false };

/** More groups, as in `drugClasses`. */
export const furtherClasses: readonly DrugClass[] = [
  { name: 'carbapenem', atc: 'J01DH', members: ['meropenem', 'imipenem', 'ertapenem', 'doripenem'], ...beside },
  {
    // Labels of celecoxib and zonisamide are against both where sulfonamides have done harm.
    name: 'sulfonamide',
    members: ['celecoxib', 'zonisamide', 'sulfamethoxazole', 'sulfadiazine', 'sulfasalazine', 'sulfacetamide'],
    crossReactive: true,
    duplicate: false,
  },
  {
    name: 'serotonin noradrenaline reuptake inhibitor',
    atc: 'N06AX',
    members: ['venlafaxine', 'desvenlafaxine', 'duloxetine', 'milnacipran', 'levomilnacipran'],
    ...doubled,
  },
  {
    name: 'tricyclic antidepressant',
    atc: 'N06AA',
    members: ['amitriptyline', 'nortriptyline', 'imipramine', 'desipramine', 'clomipramine', 'doxepin'],
    ...doubled,
  },
  {
    name: 'direct oral anticoagulant',
    atc: 'B01AE, B01AF',
    members: ['apixaban', 'rivaroxaban', 'edoxaban', 'dabigatran'],
    ...beside,
  },
  { name: 'gabapentinoid', atc: 'N02BF', members: ['gabapentin', 'pregabalin'], ...doubled },
  {
    name: 'alpha blocker',
    atc: 'C02CA, G04CA',
    members: ['tamsulosin', 'doxazosin', 'terazosin', 'prazosin', 'alfuzosin', 'silodosin'],
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
    members: ['calcium carbonate', 'calcium acetate', 'ferrous sulfate', 'magnesium hydroxide', 'aluminum hydroxide'],
    ...beside,
  },
  {
    name: 'antiarrhythmic that prolongs QT',
    atc: 'C01BA, C01BD, C07AA07',
    members: ['amiodarone', 'dronedarone', 'sotalol', 'dofetilide', 'ibutilide', 'quinidine', 'disopyramide'],
    ...beside,
  },
  {
    // Of those with a known risk of torsades de pointes (CredibleMeds, https://crediblemeds.org), the common ones.
    name: 'drug that prolongs QT',
    members: [
      'azithromycin',
      'clarithromycin',
      'erythromycin',
      'ciprofloxacin',
      'levofloxacin',
      'moxifloxacin',
      'fluconazole',
      'citalopram',
      'escitalopram',
      'methadone',
      'ondansetron',
      'haloperidol',
      'droperidol',
      'chlorpromazine',
      'thioridazine',
      'hydroxychloroquine',
      'chloroquine',
      'donepezil',
      'cilostazol',
      'domperidone',
    ],
    ...beside,
  },
];
