import type { DrugClass } from './drug-class.js';

/** Isomers, prodrugs and salts: labels of each are against it after a reaction to the others, and two are a double dose. */
const forms: readonly (readonly string[])[] = [
  ['albuterol', 'levalbuterol'],
  ['acyclovir', 'valacyclovir'],
  ['ganciclovir', 'valganciclovir'],
  ['cetirizine', 'levocetirizine'],
  ['citalopram', 'escitalopram'],
  ['venlafaxine', 'desvenlafaxine'],
  ['diphenhydramine', 'dimenhydrinate'],
  ['ketamine', 'esketamine'],
  ['ketoprofen', 'dexketoprofen'],
  ['ibuprofen', 'dexibuprofen'],
  ['lansoprazole', 'dexlansoprazole'],
  ['loratadine', 'desloratadine'],
  ['methylphenidate', 'dexmethylphenidate'],
  ['milnacipran', 'levomilnacipran'],
  ['modafinil', 'armodafinil'],
  ['ofloxacin', 'levofloxacin'],
  ['omeprazole', 'esomeprazole'],
  ['phenytoin', 'fosphenytoin'],
  ['risperidone', 'paliperidone'],
  ['leucovorin', 'levoleucovorin'],
  ['prednisone', 'prednisolone'],
];

export const formClasses: readonly DrugClass[] = forms.map(([first = '', ...others]) => ({
  name: `form of ${first}`,
  members: [first, ...others],
  crossReactive: true,
  duplicate: true,
}));
