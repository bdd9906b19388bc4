import type { Drug } from '../clinic/medications/drug.js';
import type { Condition } from '../subject/condition.js';

/**
 * Long-term treatment by condition. Codes are RxNorm clinical drugs as published by the NLM; doses are usual
 * maintenance doses.
 */
export const chronicDrugs: Readonly<Record<Condition, readonly Drug[]>> = {
  hypertension: [
    { name: 'Lisinopril', rxnormCode: '314076', doseValue: 10, frequency: 'Once daily', drugClass: 'ACE inhibitor' },
    { name: 'Lisinopril', rxnormCode: '314077', doseValue: 20, frequency: 'Once daily', drugClass: 'ACE inhibitor' },
    { name: 'Amlodipine', rxnormCode: '197361', doseValue: 5, frequency: 'Once daily' },
    { name: 'Losartan', rxnormCode: '979492', doseValue: 50, frequency: 'Once daily' },
    { name: 'Hydrochlorothiazide', rxnormCode: '310798', doseValue: 25, frequency: 'Once daily in the morning' },
    {
      name: 'Metoprolol Succinate ER',
      rxnormCode: '866436',
      doseValue: 50,
      frequency: 'Once daily',
      drugClass: 'beta blocker',
    },
  ],
  diabetes: [
    { name: 'Metformin', rxnormCode: '861007', doseValue: 500, frequency: 'Twice daily with meals' },
    { name: 'Metformin ER', rxnormCode: '860975', doseValue: 500, frequency: 'Once daily with the evening meal' },
    { name: 'Glimepiride', rxnormCode: '199246', doseValue: 2, frequency: 'Once daily with breakfast' },
  ],
  hyperlipidaemia: [
    { name: 'Atorvastatin', rxnormCode: '617310', doseValue: 20, frequency: 'Once daily at bedtime' },
    { name: 'Atorvastatin', rxnormCode: '617311', doseValue: 40, frequency: 'Once daily at bedtime' },
    { name: 'Simvastatin', rxnormCode: '312961', doseValue: 20, frequency: 'Once daily in the evening' },
    { name: 'Rosuvastatin', rxnormCode: '859747', doseValue: 10, frequency: 'Once daily' },
    { name: 'Pravastatin', rxnormCode: '904475', doseValue: 40, frequency: 'Once daily' },
  ],
  'coronary disease': [
    { name: 'Aspirin', rxnormCode: '243670', doseValue: 81, frequency: 'Once daily', drugClass: 'NSAID' },
    { name: 'Clopidogrel', rxnormCode: '309362', doseValue: 75, frequency: 'Once daily' },
    {
      name: 'Nitroglycerin',
      rxnormCode: '198039',
      doseValue: 0.4,
      frequency: 'As needed for chest pain',
      route: 'Sublingual',
    },
  ],
  'heart failure': [
    { name: 'Furosemide', rxnormCode: '313988', doseValue: 40, frequency: 'Once daily in the morning' },
    {
      name: 'Carvedilol',
      rxnormCode: '200032',
      doseValue: 12.5,
      frequency: 'Twice daily with food',
      drugClass: 'beta blocker',
    },
    { name: 'Spironolactone', rxnormCode: '313096', doseValue: 25, frequency: 'Once daily' },
  ],
  'atrial fibrillation': [
    { name: 'Warfarin', rxnormCode: '855332', doseValue: 5, frequency: 'Once daily in the evening' },
    {
      name: 'Metoprolol Tartrate',
      rxnormCode: '866924',
      doseValue: 25,
      frequency: 'Twice daily',
      drugClass: 'beta blocker',
    },
    { name: 'Digoxin', rxnormCode: '197604', doseValue: 0.125, frequency: 'Once daily' },
  ],
  hypothyroidism: [
    {
      name: 'Levothyroxine',
      rxnormCode: '966222',
      doseValue: 75,
      doseUnit: 'ug',
      frequency: 'Once daily before breakfast',
    },
  ],
  asthma: [
    {
      name: 'Albuterol',
      rxnormCode: '745679',
      doseValue: 180,
      doseUnit: 'ug',
      frequency: 'Every 4 to 6 hours as needed',
      route: 'Inhalation',
      ages: [4, 120],
    },
  ],
  copd: [
    {
      name: 'Fluticasone / Salmeterol',
      rxnormCode: '896209',
      dosage: '250 mcg / 50 mcg',
      doseValue: 250,
      doseUnit: 'ug',
      frequency: 'Twice daily',
      route: 'Inhalation',
    },
    {
      name: 'Albuterol',
      rxnormCode: '745679',
      doseValue: 180,
      doseUnit: 'ug',
      frequency: 'Every 4 to 6 hours as needed',
      route: 'Inhalation',
    },
  ],
  depression: [
    { name: 'Sertraline', rxnormCode: '312938', doseValue: 100, frequency: 'Once daily' },
    { name: 'Escitalopram', rxnormCode: '349332', doseValue: 10, frequency: 'Once daily' },
    { name: 'Fluoxetine', rxnormCode: '310385', doseValue: 20, frequency: 'Once daily in the morning', ages: [8, 120] },
    { name: 'Duloxetine DR', rxnormCode: '596926', doseValue: 20, frequency: 'Twice daily' },
  ],
  reflux: [
    { name: 'Omeprazole DR', rxnormCode: '198051', doseValue: 20, frequency: 'Once daily before breakfast' },
    { name: 'Pantoprazole DR', rxnormCode: '314200', doseValue: 40, frequency: 'Once daily before breakfast' },
    { name: 'Famotidine', rxnormCode: '310273', doseValue: 20, frequency: 'Twice daily' },
  ],
  'allergic rhinitis': [
    { name: 'Loratadine', rxnormCode: '311372', doseValue: 10, frequency: 'Once daily', ages: [6, 120] },
    { name: 'Cetirizine', rxnormCode: '1014678', doseValue: 10, frequency: 'Once daily', ages: [12, 120] },
    { name: 'Cetirizine', rxnormCode: '1014676', doseValue: 5, frequency: 'Once daily', ages: [6, 11] },
  ],
  osteoarthritis: [
    { name: 'Naproxen', rxnormCode: '198014', doseValue: 500, frequency: 'Twice daily with food', drugClass: 'NSAID' },
    { name: 'Acetaminophen', rxnormCode: '198440', doseValue: 500, frequency: 'Every 6 hours as needed' },
  ],
  gout: [
    { name: 'Allopurinol', rxnormCode: '197319', doseValue: 100, frequency: 'Once daily' },
    { name: 'Allopurinol', rxnormCode: '197320', doseValue: 300, frequency: 'Once daily' },
  ],
  osteoporosis: [
    { name: 'Alendronic Acid', rxnormCode: '904419', doseValue: 10, frequency: 'Once daily before breakfast' },
  ],
  anaemia: [
    { name: 'Ferrous Sulfate', rxnormCode: '310325', doseValue: 325, frequency: 'Once daily', ages: [12, 120] },
  ],
  'prostatic hyperplasia': [
    { name: 'Tamsulosin', rxnormCode: '863669', doseValue: 0.4, frequency: 'Once daily after the same meal' },
  ],
  migraine: [
    { name: 'Sumatriptan', rxnormCode: '313161', doseValue: 50, frequency: 'As needed at onset of migraine' },
    { name: 'Propranolol', rxnormCode: '856519', doseValue: 40, frequency: 'Twice daily', drugClass: 'beta blocker' },
  ],
  'attention deficit': [
    {
      name: 'Methylphenidate',
      rxnormCode: '1091392',
      doseValue: 20,
      frequency: 'Once daily in the morning',
      ages: [6, 120],
    },
  ],
  dementia: [{ name: 'Donepezil', rxnormCode: '997223', doseValue: 10, frequency: 'Once daily at bedtime' }],
  glaucoma: [
    {
      name: 'Latanoprost',
      rxnormCode: '314072',
      dosage: '1 drop in each eye',
      doseValue: 1,
      doseUnit: '[drp]',
      frequency: 'Once daily in the evening',
      route: 'Ophthalmic',
    },
  ],
  'rheumatoid arthritis': [
    {
      name: 'Methotrexate',
      rxnormCode: '105585',
      dosage: '15 mg (6 tablets)',
      doseValue: 15,
      frequency: 'Once weekly',
    },
    { name: 'Hydroxychloroquine', rxnormCode: '979092', doseValue: 200, frequency: 'Twice daily' },
  ],
  epilepsy: [{ name: 'Lamotrigine', rxnormCode: '198427', doseValue: 100, frequency: 'Twice daily', ages: [16, 120] }],
  'kidney disease': [
    { name: 'Furosemide', rxnormCode: '310429', doseValue: 20, frequency: 'Once daily in the morning' },
  ],
};
