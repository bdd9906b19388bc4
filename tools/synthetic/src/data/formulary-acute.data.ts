import type { Drug } from '../clinic/medications/drug.js';

/** Short courses by complaint; codes are RxNorm clinical drugs. */
export const acuteDrugs: Readonly<Record<string, readonly Drug[]>> = {
  bronchitis: [
    {
      name: 'Amoxicillin',
      rxnormCode: '308192',
      doseValue: 500,
      frequency: 'Three times daily for 7 days',
      drugClass: 'beta-lactam',
      ages: [12, 120],
    },
    {
      name: 'Azithromycin',
      rxnormCode: '308460',
      doseValue: 250,
      frequency: 'Once daily for 5 days',
      drugClass: 'macrolide',
      ages: [16, 120],
    },
  ],
  'otitis media': [
    {
      name: 'Amoxicillin',
      rxnormCode: '308182',
      doseValue: 250,
      frequency: 'Three times daily for 7 days',
      drugClass: 'beta-lactam',
      ages: [6, 11],
    },
    {
      name: 'Amoxicillin suspension',
      rxnormCode: '308189',
      dosage: '400 mg (5 mL)',
      doseValue: 400,
      frequency: 'Twice daily for 7 days',
      drugClass: 'beta-lactam',
      ages: [2, 5],
    },
  ],
  'skin infection': [
    {
      name: 'Cephalexin',
      rxnormCode: '197454',
      doseValue: 500,
      frequency: 'Four times daily for 7 days',
      drugClass: 'beta-lactam',
      ages: [15, 120],
    },
  ],
  'urinary tract infection': [
    {
      name: 'Ciprofloxacin',
      rxnormCode: '309309',
      doseValue: 500,
      frequency: 'Twice daily for 7 days',
      drugClass: 'fluoroquinolone',
      ages: [18, 120],
    },
    {
      name: 'Sulfamethoxazole / Trimethoprim',
      rxnormCode: '198335',
      dosage: '800 mg / 160 mg',
      doseValue: 800,
      frequency: 'Twice daily for 3 days',
      drugClass: 'sulfonamide',
      ages: [18, 120],
    },
  ],
  'tick bite': [
    {
      name: 'Doxycycline',
      rxnormCode: '1650142',
      doseValue: 100,
      frequency: 'Twice daily for 10 days',
      drugClass: 'tetracycline',
      ages: [12, 120],
    },
  ],
  'sore throat': [
    {
      name: 'Penicillin V Potassium',
      rxnormCode: '834102',
      doseValue: 500,
      frequency: 'Twice daily for 10 days',
      drugClass: 'beta-lactam',
      ages: [12, 120],
    },
  ],
  rash: [
    { name: 'Prednisone', rxnormCode: '312615', doseValue: 20, frequency: 'Once daily for 5 days', ages: [18, 120] },
  ],
  sprain: [
    {
      name: 'Ibuprofen',
      rxnormCode: '310965',
      doseValue: 200,
      frequency: 'Every 6 hours as needed',
      drugClass: 'NSAID',
      ages: [12, 120],
    },
  ],
  fever: [
    {
      name: 'Ibuprofen',
      rxnormCode: '198405',
      doseValue: 100,
      frequency: 'Every 8 hours as needed',
      drugClass: 'NSAID',
      ages: [4, 11],
    },
    {
      name: 'Acetaminophen',
      rxnormCode: '313820',
      doseValue: 160,
      frequency: 'Every 6 hours as needed',
      ages: [2, 11],
    },
  ],
  headache: [
    {
      name: 'Acetaminophen',
      rxnormCode: '313782',
      doseValue: 325,
      frequency: 'Every 6 hours as needed',
      ages: [12, 120],
    },
  ],
};
