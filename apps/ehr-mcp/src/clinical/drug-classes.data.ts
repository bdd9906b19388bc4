import type { DrugClass } from './drug-class.js';

const both = { crossReactive: true, duplicate: true };
const doubled = { crossReactive: false, duplicate: true };

/**
 * Groups after the ATC index of the WHO Collaborating Centre (https://atcddd.fhi.no/atc_ddd_index/), common members
 * only. Penicillins and cephalosporins are also one group, because labels of both warn of reactions to the other.
 */
export const drugClasses: readonly DrugClass[] = [
  {
    name: 'beta-lactam',
    atc: 'J01C, J01D',
    members: [
      'penicillin',
      'amoxicillin',
      'ampicillin',
      'dicloxacillin',
      'flucloxacillin',
      'oxacillin',
      'nafcillin',
      'piperacillin',
      'cephalexin',
      'cefazolin',
      'cefuroxime',
      'cefdinir',
      'ceftriaxone',
      'cefepime',
      'cefixime',
      'cefotaxime',
      'ceftazidime',
    ],
    ...both,
  },
  {
    name: 'sulfonamide antibiotic',
    atc: 'J01E',
    members: ['sulfamethoxazole', 'sulfadiazine', 'sulfasalazine'],
    ...both,
    duplicate: false,
  },
  { name: 'macrolide', atc: 'J01FA', members: ['erythromycin', 'azithromycin', 'clarithromycin'], ...both },
  { name: 'fluoroquinolone', atc: 'J01MA', members: ['ciprofloxacin', 'levofloxacin', 'moxifloxacin'], ...both },
  { name: 'tetracycline', atc: 'J01AA', members: ['tetracycline', 'doxycycline', 'minocycline'], ...both },
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
    ],
    ...both,
  },
  {
    name: 'opioid',
    atc: 'N02A',
    members: ['codeine', 'morphine', 'oxycodone', 'hydrocodone', 'hydromorphone', 'tramadol', 'fentanyl', 'methadone'],
    ...both,
  },
  {
    name: 'ACE inhibitor',
    atc: 'C09A',
    members: ['lisinopril', 'enalapril', 'ramipril', 'captopril', 'benazepril'],
    ...both,
  },
  {
    name: 'angiotensin receptor blocker',
    atc: 'C09C',
    members: ['losartan', 'valsartan', 'irbesartan', 'candesartan', 'olmesartan', 'telmisartan'],
    ...doubled,
  },
  {
    name: 'beta blocker',
    atc: 'C07',
    members: ['metoprolol', 'carvedilol', 'propranolol', 'atenolol', 'bisoprolol', 'nebivolol'],
    ...doubled,
  },
  {
    name: 'statin',
    atc: 'C10AA',
    members: ['atorvastatin', 'simvastatin', 'rosuvastatin', 'pravastatin', 'lovastatin'],
    ...both,
  },
  {
    name: 'selective serotonin reuptake inhibitor',
    atc: 'N06AB',
    members: ['sertraline', 'escitalopram', 'citalopram', 'fluoxetine', 'paroxetine'],
    ...doubled,
  },
  { name: 'proton pump inhibitor', atc: 'A02BC', members: ['omeprazole', 'esomeprazole', 'pantoprazole'], ...both },
  { name: 'sulfonylurea', atc: 'A10BB', members: ['glimepiride', 'glipizide', 'glyburide'], ...doubled },
  {
    name: 'benzodiazepine',
    atc: 'N05BA',
    members: ['diazepam', 'lorazepam', 'alprazolam', 'clonazepam', 'midazolam'],
    ...both,
  },
  {
    name: 'oral anticoagulant',
    atc: 'B01A',
    members: ['warfarin', 'apixaban', 'rivaroxaban', 'dabigatran'],
    ...doubled,
  },
  {
    name: 'calcium channel blocker',
    atc: 'C08',
    members: ['amlodipine', 'nifedipine', 'diltiazem', 'verapamil'],
    ...doubled,
  },
  { name: 'thiazide', atc: 'C03A', members: ['hydrochlorothiazide', 'chlorthalidone', 'indapamide'], ...doubled },
  { name: 'loop diuretic', atc: 'C03C', members: ['furosemide', 'torsemide', 'bumetanide'], ...doubled },
  {
    name: 'potassium-sparing diuretic',
    atc: 'C03D',
    members: ['spironolactone', 'eplerenone', 'triamterene', 'amiloride'],
    ...doubled,
  },
  {
    name: 'potassium supplement',
    atc: 'A12B',
    // By the whole name: the potassium of penicillin or losartan is a salt and no supplement.
    members: ['potassium chloride', 'potassium bicarbonate', 'potassium citrate', 'potassium gluconate'],
    ...doubled,
  },
  { name: 'nitrate', atc: 'C01DA', members: ['nitroglycerin', 'isosorbide'], crossReactive: true, duplicate: false },
  { name: 'PDE5 inhibitor', atc: 'G04BE', members: ['sildenafil', 'tadalafil', 'vardenafil'], ...doubled },
  { name: 'triptan', atc: 'N02CC', members: ['sumatriptan', 'rizatriptan', 'zolmitriptan'], ...both },
  { name: 'MAO inhibitor', atc: 'N06AF', members: ['phenelzine', 'tranylcypromine', 'selegiline'], ...doubled },
];
