import type { DrugClass } from './drug-class.js';

/** Groups of drugs for the airways. */
export const airwaysClasses: readonly DrugClass[] = [
  {
    name: 'long-acting beta agonist',
    atc: 'R03AC',
    members: ['salmeterol', 'formoterol', 'vilanterol', 'indacaterol', 'olodaterol', 'arformoterol'],
    crossReactive: false,
    duplicate: true,
  },
];
