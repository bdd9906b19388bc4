import type { DrugClass } from './drug-class.js';

const beside = { crossReactive: false, duplicate: false };

/** Drugs that change how others are broken down (FDA, Table of Substrates, Inhibitors and Inducers). */
export const breakdownClasses: readonly DrugClass[] = [
  {
    name: 'strong inhibitor of CYP3A4',
    members: [
      'ketoconazole',
      'itraconazole',
      'posaconazole',
      'voriconazole',
      'clarithromycin',
      'telithromycin',
      'ritonavir',
      'cobicistat',
      'indinavir',
      'nelfinavir',
      'saquinavir',
      'nefazodone',
    ],
    ...beside,
  },
  {
    // Hypericum is the one that is not strong.
    name: 'inducer of CYP3A4',
    members: [
      'rifampin',
      'carbamazepine',
      'phenytoin',
      'fosphenytoin',
      'phenobarbital',
      'primidone',
      'apalutamide',
      'enzalutamide',
      'mitotane',
      'hypericum',
    ],
    ...beside,
  },
];
