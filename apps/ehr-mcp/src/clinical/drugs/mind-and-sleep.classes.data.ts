import type { DrugClass } from './drug-class.js';

const both = { crossReactive: true, duplicate: true };
const doubled = { crossReactive: false, duplicate: true };
const reacting = { crossReactive: true, duplicate: false };

const phenothiazines = [
  'chlorpromazine',
  'prochlorperazine',
  'promethazine',
  'perphenazine',
  'fluphenazine',
  'thioridazine',
  'trifluoperazine',
];

/** Groups of drugs for seizures, mind, sleep and muscles. */
export const mindAndSleepClasses: readonly DrugClass[] = [
  {
    // A quarter and more of those who react to one react to another (prescribing information of carbamazepine and of
    // oxcarbazepine, Warnings and Precautions); rashes from lamotrigine are commoner after them too.
    name: 'aromatic antiepileptic',
    members: [
      'carbamazepine',
      'oxcarbazepine',
      'eslicarbazepine',
      'phenytoin',
      'fosphenytoin',
      'phenobarbital',
      'primidone',
      'lamotrigine',
    ],
    ...reacting,
  },
  {
    name: 'barbiturate',
    atc: 'N03AA, N05CA',
    members: ['phenobarbital', 'primidone', 'butalbital', 'pentobarbital', 'secobarbital', 'methohexital'],
    ...both,
  },
  {
    name: 'phenothiazine',
    atc: 'N05AA, N05AB, N05AC',
    members: phenothiazines,
    ...reacting,
  },
  {
    name: 'antipsychotic',
    atc: 'N05A',
    members: [
      'haloperidol',
      'droperidol',
      'chlorpromazine',
      'perphenazine',
      'fluphenazine',
      'thioridazine',
      'trifluoperazine',
      'clozapine',
      'olanzapine',
      'quetiapine',
      'risperidone',
      'paliperidone',
      'aripiprazole',
      'brexpiprazole',
      'cariprazine',
      'lurasidone',
      'ziprasidone',
      'asenapine',
      'iloperidone',
      'pimozide',
    ],
    ...doubled,
  },
  {
    name: 'Z-drug',
    atc: 'N05CF',
    members: ['zolpidem', 'eszopiclone', 'zaleplon', 'zopiclone'],
    ...doubled,
  },
  {
    name: 'muscle relaxant',
    atc: 'M03B',
    members: [
      'carisoprodol',
      'cyclobenzaprine',
      'methocarbamol',
      'metaxalone',
      'chlorzoxazone',
      'orphenadrine',
      'baclofen',
      'tizanidine',
    ],
    ...doubled,
  },
  {
    name: 'stimulant',
    atc: 'N06BA',
    members: [
      'amphetamine',
      'dextroamphetamine',
      'lisdexamfetamine',
      'methamphetamine',
      'methylphenidate',
      'dexmethylphenidate',
    ],
    ...doubled,
  },
  {
    name: 'drug of the kind of amphetamine',
    atc: 'N06BA',
    members: ['amphetamine', 'dextroamphetamine', 'lisdexamfetamine', 'methamphetamine'],
    ...reacting,
  },
  {
    name: 'cholinesterase inhibitor',
    atc: 'N06DA',
    members: ['donepezil', 'rivastigmine', 'galantamine'],
    ...doubled,
  },
  {
    // Labels warn of reactions to the others (prescribing information of ondansetron, Warnings and Precautions).
    name: 'setron',
    atc: 'A04AA',
    members: ['ondansetron', 'granisetron', 'dolasetron', 'palonosetron'],
    ...both,
  },
  {
    name: 'ergot alkaloid',
    atc: 'N02CA, G02AB',
    members: ['ergotamine', 'dihydroergotamine', 'methylergonovine'],
    ...both,
  },
];
