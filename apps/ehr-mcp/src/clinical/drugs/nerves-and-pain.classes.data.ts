import type { DrugClass } from './drug-class.js';

const both = { crossReactive: true, duplicate: true };
const doubled = { crossReactive: false, duplicate: true };

/** Groups of drugs for the nervous system, mind and pain. */
export const nervesAndPainClasses: readonly DrugClass[] = [
  {
    name: 'NSAID',
    atc: 'M01A',
    members: [
      'aspirin',
      'ibuprofen',
      'naproxen',
      'diclofenac',
      'ketorolac',
      'indomethacin',
      'meloxicam',
      'celecoxib',
      'etodolac',
      'ketoprofen',
      'piroxicam',
      'nabumetone',
      'sulindac',
      'oxaprozin',
      'flurbiprofen',
      'salsalate',
    ],
    ...both,
  },
  {
    name: 'opioid',
    atc: 'N02A',
    members: [
      'codeine',
      'dihydrocodeine',
      'morphine',
      'oxycodone',
      'hydrocodone',
      'hydromorphone',
      'tramadol',
      'fentanyl',
      'methadone',
      'oxymorphone',
      'tapentadol',
      'meperidine',
      'buprenorphine',
    ],
    ...both,
  },
  {
    name: 'selective serotonin reuptake inhibitor',
    atc: 'N06AB',
    members: ['sertraline', 'escitalopram', 'citalopram', 'fluoxetine', 'paroxetine', 'fluvoxamine'],
    ...doubled,
  },
  {
    name: 'benzodiazepine',
    atc: 'N05BA',
    members: [
      'diazepam',
      'lorazepam',
      'alprazolam',
      'clonazepam',
      'midazolam',
      'temazepam',
      'triazolam',
      'chlordiazepoxide',
      'oxazepam',
    ],
    ...both,
  },
  {
    name: 'triptan',
    atc: 'N02CC',
    members: ['sumatriptan', 'rizatriptan', 'zolmitriptan', 'eletriptan', 'naratriptan', 'almotriptan', 'frovatriptan'],
    ...both,
  },
  {
    name: 'MAO inhibitor',
    atc: 'N06AF',
    members: ['phenelzine', 'tranylcypromine', 'selegiline', 'isocarboxazid', 'rasagiline'],
    ...doubled,
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
  { name: 'gabapentinoid', atc: 'N02BF', members: ['gabapentin', 'pregabalin'], ...doubled },
];
