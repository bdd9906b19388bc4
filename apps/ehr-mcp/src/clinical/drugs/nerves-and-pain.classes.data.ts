import type { DrugClass } from './drug-class.js';

const both = { crossReactive: true, duplicate: true };
const doubled = { crossReactive: false, duplicate: true };
const reacting = { crossReactive: true, duplicate: false };

const likeMorphine = [
  'morphine',
  'diamorphine',
  'codeine',
  'dihydrocodeine',
  'oxycodone',
  'hydrocodone',
  'hydromorphone',
  'oxymorphone',
  'levorphanol',
  'buprenorphine',
  'nalbuphine',
  'butorphanol',
];
const likeFentanyl = ['fentanyl', 'alfentanil', 'remifentanil', 'sufentanil', 'meperidine'];

const otherNsaids = [
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
  'oxaprozin',
  'flurbiprofen',
  'dexibuprofen',
  'dexketoprofen',
  'fenoprofen',
  'tolmetin',
  'mefenamic acid',
  'meclofenamate',
  'etoricoxib',
];

/** Groups of drugs for the nervous system, mind and pain. */
export const nervesAndPainClasses: readonly DrugClass[] = [
  {
    name: 'NSAID',
    atc: 'M01A',
    members: ['aspirin', 'salsalate', 'diflunisal', 'sulindac', ...otherNsaids],
    ...both,
  },
  { name: 'NSAID that holds lithium back', members: otherNsaids, crossReactive: false, duplicate: false },
  {
    name: 'salicylate',
    members: [
      'aspirin',
      'salsalate',
      'diflunisal',
      'bismuth subsalicylate',
      'magnesium salicylate',
      'magnesium trisalicylate',
    ],
    crossReactive: true,
    duplicate: false,
  },
  {
    // By structure, because who reacts to one structure can mostly take another.
    name: 'opioid of the kind of morphine',
    members: likeMorphine,
    ...reacting,
  },
  { name: 'opioid of the kind of fentanyl', members: likeFentanyl, ...reacting },
  {
    name: 'opioid',
    atc: 'N02A',
    members: [...likeMorphine, ...likeFentanyl, 'methadone', 'tramadol', 'tapentadol', 'pentazocine'],
    ...doubled,
  },
  {
    name: 'opioid that acts fully',
    members: [
      ...likeMorphine.filter((drug) => !['buprenorphine', 'nalbuphine', 'butorphanol'].includes(drug)),
      ...likeFentanyl,
      'methadone',
      'tapentadol',
    ],
    crossReactive: false,
    duplicate: false,
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
      'clobazam',
      'clorazepate',
      'estazolam',
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
    members: [
      'phenelzine',
      'tranylcypromine',
      'selegiline',
      'isocarboxazid',
      'rasagiline',
      'safinamide',
      'moclobemide',
    ],
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
  { name: 'xanthine oxidase inhibitor', atc: 'M04AA', members: ['allopurinol', 'febuxostat'], ...doubled },
];
