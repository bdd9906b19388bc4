import type { DrugClass } from './drug-class.js';

const doubled = { crossReactive: false, duplicate: true };
const reacting = { crossReactive: true, duplicate: false };

/** Groups of drugs for airways and allergies. */
export const airwaysClasses: readonly DrugClass[] = [
  {
    name: 'long-acting beta agonist',
    atc: 'R03AC',
    members: ['salmeterol', 'formoterol', 'vilanterol', 'indacaterol', 'olodaterol', 'arformoterol'],
    ...doubled,
  },
  {
    name: 'short-acting beta agonist',
    atc: 'R03AC',
    members: ['albuterol', 'levalbuterol', 'terbutaline'],
    ...doubled,
  },
  {
    name: 'long-acting antimuscarinic',
    atc: 'R03BB',
    members: ['tiotropium', 'umeclidinium', 'aclidinium', 'glycopyrronium', 'revefenacin'],
    ...doubled,
  },
  {
    name: 'inhaled corticosteroid',
    atc: 'R03BA',
    members: ['fluticasone', 'budesonide', 'mometasone', 'beclomethasone', 'ciclesonide'],
    ...doubled,
  },
  {
    name: 'sedating antihistamine',
    atc: 'R06A',
    members: [
      'diphenhydramine',
      'dimenhydrinate',
      'doxylamine',
      'hydroxyzine',
      'chlorpheniramine',
      'brompheniramine',
      'promethazine',
      'cyproheptadine',
      'meclizine',
      'triprolidine',
    ],
    ...doubled,
  },
  {
    name: 'antihistamine that sedates little',
    atc: 'R06A',
    members: ['cetirizine', 'levocetirizine', 'loratadine', 'desloratadine', 'fexofenadine'],
    ...doubled,
  },
  {
    // Each label is against the drug after a reaction to one of the others (Contraindications).
    name: 'piperazine antihistamine',
    atc: 'R06AE',
    members: ['hydroxyzine', 'cetirizine', 'levocetirizine'],
    ...reacting,
  },
];
