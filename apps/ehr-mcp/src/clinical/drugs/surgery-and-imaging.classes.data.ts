import type { DrugClass } from './drug-class.js';

const reacting = { crossReactive: true, duplicate: false };
/** Groups that are named for what goes wrong beside others, and are often given together. */
const beside = { crossReactive: false, duplicate: false };

const amides = [
  'lidocaine',
  'bupivacaine',
  'levobupivacaine',
  'ropivacaine',
  'mepivacaine',
  'prilocaine',
  'articaine',
  'etidocaine',
  'dibucaine',
];
const esters = ['procaine', 'chloroprocaine', 'benzocaine', 'tetracaine', 'proparacaine', 'cocaine'];

/** Groups of drugs for operations and pictures. */
export const surgeryAndImagingClasses: readonly DrugClass[] = [
  // Amides and esters do not react to each other (prescribing information of lidocaine and of chloroprocaine, Contraindications).
  {
    name: 'amide local anesthetic',
    atc: 'N01BB',
    members: amides,
    ...reacting,
  },
  {
    name: 'ester local anesthetic',
    atc: 'N01BA',
    members: esters,
    ...reacting,
  },
  {
    name: 'local anesthetic',
    atc: 'N01B',
    members: [...amides, ...esters],
    ...beside,
  },
  {
    // Labels of all warn of reactions to the others (prescribing information of rocuronium, Warnings and Precautions).
    name: 'neuromuscular blocker',
    atc: 'M03A',
    members: [
      'rocuronium',
      'vecuronium',
      'pancuronium',
      'atracurium',
      'cisatracurium',
      'mivacurium',
      'succinylcholine',
    ],
    ...reacting,
  },
  {
    // What counts is a reaction to a medium of the same kind, and neither iodine nor shellfish (ACR Manual on Contrast Media).
    name: 'iodinated contrast medium',
    atc: 'V08A',
    members: ['iohexol', 'iopamidol', 'iodixanol', 'ioversol', 'iopromide', 'iomeprol', 'iothalamate', 'diatrizoate'],
    ...reacting,
  },
  {
    name: 'gadolinium contrast medium',
    atc: 'V08CA',
    members: [
      'gadobutrol',
      'gadoterate',
      'gadobenate',
      'gadoteridol',
      'gadopiclenol',
      'gadoxetate',
      'gadodiamide',
      'gadopentetate',
    ],
    ...reacting,
  },
];
