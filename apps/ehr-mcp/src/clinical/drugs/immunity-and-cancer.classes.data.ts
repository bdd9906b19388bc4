import type { DrugClass } from './drug-class.js';

const reacting = { crossReactive: true, duplicate: false };
/** Groups that are named for what goes wrong beside others, and are often given together. */
const beside = { crossReactive: false, duplicate: false };

/** Groups of drugs for immunity and cancer. */
export const immunityAndCancerClasses: readonly DrugClass[] = [
  {
    // Labels of carboplatin and oxaliplatin are against them after reactions to other platinum.
    name: 'platinum compound',
    atc: 'L01XA',
    members: ['cisplatin', 'carboplatin', 'oxaliplatin'],
    ...reacting,
  },
  {
    name: 'taxane',
    atc: 'L01CD',
    members: ['paclitaxel', 'docetaxel', 'cabazitaxel'],
    ...reacting,
  },
  {
    name: 'TNF inhibitor',
    atc: 'L04AB',
    members: ['adalimumab', 'infliximab', 'etanercept', 'golimumab', 'certolizumab'],
    ...beside,
  },
  {
    name: 'drug that holds immunity back',
    atc: 'L04A',
    members: [
      'adalimumab',
      'infliximab',
      'etanercept',
      'golimumab',
      'certolizumab',
      'abatacept',
      'anakinra',
      'tocilizumab',
      'sarilumab',
      'ustekinumab',
      'secukinumab',
      'rituximab',
      'tofacitinib',
      'upadacitinib',
      'baricitinib',
      'methotrexate',
      'azathioprine',
      'mercaptopurine',
      'leflunomide',
      'cyclosporine',
      'tacrolimus',
      'sirolimus',
      'everolimus',
      'mycophenolate',
    ],
    ...beside,
  },
  {
    name: 'live vaccine',
    atc: 'J07',
    members: [
      'measles vaccine',
      'varicella vaccine',
      'yellow fever vaccine',
      'rotavirus vaccine',
      'live influenza vaccine',
      'live typhoid vaccine',
    ],
    ...beside,
  },
];
