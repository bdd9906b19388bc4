import type { DrugClass } from './drug-class.js';

const both = { crossReactive: true, duplicate: true };
const doubled = { crossReactive: false, duplicate: true };
const reacting = { crossReactive: true, duplicate: false };
/** Groups that are named for what goes wrong beside others, and are often given together. */
const beside = { crossReactive: false, duplicate: false };

const aceInhibitors = [
  'lisinopril',
  'enalapril',
  'ramipril',
  'captopril',
  'benazepril',
  'quinapril',
  'fosinopril',
  'perindopril',
  'trandolapril',
  'moexipril',
];

/** Groups of drugs for heart, vessels and blood. */
export const heartAndBloodClasses: readonly DrugClass[] = [
  {
    name: 'ACE inhibitor',
    atc: 'C09A',
    members: aceInhibitors,
    ...both,
  },
  {
    // Neither may follow an angioedema from the other (prescribing information of sacubitril, Contraindications).
    name: 'ACE or neprilysin inhibitor',
    members: [...aceInhibitors, 'sacubitril'],
    crossReactive: true,
    duplicate: false,
  },
  {
    name: 'angiotensin receptor blocker',
    atc: 'C09C',
    members: [
      'losartan',
      'valsartan',
      'irbesartan',
      'candesartan',
      'olmesartan',
      'telmisartan',
      'azilsartan',
      'eprosartan',
    ],
    ...both,
  },
  {
    name: 'beta blocker',
    atc: 'C07',
    members: [
      'metoprolol',
      'carvedilol',
      'propranolol',
      'atenolol',
      'bisoprolol',
      'nebivolol',
      'labetalol',
      'nadolol',
      'timolol',
      'sotalol',
    ],
    ...doubled,
  },
  {
    name: 'statin',
    atc: 'C10AA',
    members: [
      'atorvastatin',
      'simvastatin',
      'rosuvastatin',
      'pravastatin',
      'lovastatin',
      'pitavastatin',
      'fluvastatin',
    ],
    ...both,
  },
  {
    name: 'oral anticoagulant',
    atc: 'B01A',
    members: ['warfarin', 'apixaban', 'rivaroxaban', 'dabigatran', 'edoxaban'],
    ...doubled,
  },
  { name: 'heparin', atc: 'B01AB', members: ['heparin', 'enoxaparin', 'dalteparin', 'tinzaparin'], ...both },
  {
    // Prasugrel has caused reactions after one to the others (prescribing information of prasugrel, Warnings and Precautions).
    name: 'thienopyridine',
    atc: 'B01AC',
    members: ['clopidogrel', 'prasugrel', 'ticlopidine'],
    ...reacting,
  },
  { name: 'P2Y12 inhibitor', atc: 'B01AC', members: ['clopidogrel', 'prasugrel', 'ticagrelor'], ...doubled },
  {
    name: 'calcium channel blocker',
    atc: 'C08',
    members: [
      'amlodipine',
      'nifedipine',
      'diltiazem',
      'verapamil',
      'felodipine',
      'nicardipine',
      'isradipine',
      'nisoldipine',
    ],
    ...doubled,
  },
  {
    name: 'thiazide',
    atc: 'C03A',
    members: [
      'hydrochlorothiazide',
      'chlorthalidone',
      'indapamide',
      'metolazone',
      'chlorothiazide',
      'bendroflumethiazide',
    ],
    ...doubled,
  },
  {
    name: 'loop diuretic',
    atc: 'C03C',
    members: ['furosemide', 'torsemide', 'bumetanide', 'ethacrynic acid'],
    ...doubled,
  },
  {
    name: 'potassium-sparing diuretic',
    atc: 'C03D',
    members: ['spironolactone', 'eplerenone', 'triamterene', 'amiloride', 'finerenone'],
    ...doubled,
  },
  {
    name: 'organic nitrate',
    atc: 'C01DA',
    members: ['nitroglycerin', 'isosorbide'],
    crossReactive: true,
    duplicate: false,
  },
  { name: 'PDE5 inhibitor', atc: 'G04BE', members: ['sildenafil', 'tadalafil', 'vardenafil', 'avanafil'], ...doubled },
  {
    name: 'central alpha agonist',
    atc: 'C02A',
    members: ['clonidine', 'guanfacine', 'methyldopa'],
    ...doubled,
  },
  {
    name: 'fibrate',
    atc: 'C10AB',
    members: ['gemfibrozil', 'fenofibrate'],
    ...doubled,
  },
  {
    name: 'direct oral anticoagulant',
    atc: 'B01AE, B01AF',
    members: ['apixaban', 'rivaroxaban', 'edoxaban', 'dabigatran'],
    ...beside,
  },
  {
    name: 'alpha blocker',
    atc: 'C02CA, G04CA',
    members: ['tamsulosin', 'doxazosin', 'terazosin', 'prazosin', 'alfuzosin', 'silodosin'],
    ...doubled,
  },
  {
    name: 'antiarrhythmic that prolongs QT',
    atc: 'C01BA, C01BD, C07AA07',
    members: ['amiodarone', 'dronedarone', 'sotalol', 'dofetilide', 'ibutilide', 'quinidine', 'disopyramide'],
    ...beside,
  },
  {
    // Of those with a known risk of torsades de pointes (CredibleMeds, https://crediblemeds.org), the common ones.
    name: 'drug that prolongs QT',
    members: [
      'azithromycin',
      'clarithromycin',
      'erythromycin',
      'ciprofloxacin',
      'levofloxacin',
      'moxifloxacin',
      'fluconazole',
      'citalopram',
      'escitalopram',
      'methadone',
      'ondansetron',
      'haloperidol',
      'droperidol',
      'chlorpromazine',
      'thioridazine',
      'hydroxychloroquine',
      'chloroquine',
      'donepezil',
      'cilostazol',
      'domperidone',
    ],
    ...beside,
  },
];
