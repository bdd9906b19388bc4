import { checkPrescription } from '../check-prescription.js';
import { ageCautions } from './age-cautions.data.js';

const day = '2026-11-22';
const warnings = (drug: string, birthDate: string, route = 'Oral') =>
  checkPrescription(drug, [], [], { birthDate, day, route });

describe('a prescription against the age of the patient', () => {
  it.each([
    ['Codeine', '2014-11-23', 'contraindicated', true],
    ['Codeine', '2014-11-22', 'moderate', false],
    ['Codeine', '2008-11-23', 'moderate', false],
    ['Tylenol with Codeine #3', '2020-01-01', 'contraindicated', true],
    ['Ultram 50 mg', '2020-01-01', 'contraindicated', true],
    ['Ultracet', '2020-01-01', 'contraindicated', true],
    ['Trezix', '2020-01-01', 'contraindicated', true],
    ['Choline magnesium trisalicylate', '2020-01-01', 'serious', true],
    ['Aspirin 81 mg', '2010-11-23', 'serious', true],
    ['ASA', '2010-11-22', 'moderate', false],
    ['Excedrin', '2007-11-23', 'moderate', false],
    ['Pepto-Bismol', '2020-01-01', 'serious', true],
    ['Rocephin', '2026-10-25', 'contraindicated', true],
    ['Bactrim', '2026-09-23', 'contraindicated', true],
    ['Macrobid', '2026-10-23', 'contraindicated', true],
    ['Phenergan with codeine', '2024-11-22', 'contraindicated', true],
    ['Promethazine', '2024-11-23', 'contraindicated', true],
    ['Imodium A-D', '2024-11-23', 'contraindicated', true],
    ['Reglan', '2025-11-23', 'contraindicated', true],
    ['Reglan', '2025-11-22', 'moderate', false],
    ['Valproic acid', '2025-01-01', 'serious', true],
    ['Minocycline', '2018-11-23', 'serious', true],
    ['Doxycycline', '2018-11-23', 'moderate', false],
    ['Erythromycin', '2026-11-10', 'moderate', false],
    ['Seroquel', '1940-01-01', 'moderate', false],
    ['Cipro', '2008-11-23', 'moderate', false],
    ['Zoloft', '2001-11-23', 'moderate', false],
    ['Xanax', '1961-11-22', 'moderate', false],
    ['Benadryl', '1950-01-01', 'moderate', false],
    ['Glibenclamide', '1950-01-01', 'moderate', false],
    ['Flexeril', '1950-01-01', 'moderate', false],
  ])('%s for somebody born on %s is %s', (drug, birthDate, severity, blocking) => {
    expect(warnings(drug, birthDate)).toMatchObject([{ kind: 'age', severity, blocking }]);
  });

  it.each([
    ['Codeine', '2008-11-22'],
    ['Aspirin', '2007-11-22'],
    ['Ceftriaxone', '2026-10-24'],
    ['Bactrim', '2026-09-22'],
    ['Macrobid', '2026-10-22'],
    ['Promethazine', '2024-11-22'],
    ['Imodium', '2024-11-22'],
    ['Minocycline', '2018-11-22'],
    ['Ciprofloxacin', '2008-11-22'],
    ['Sertraline', '2001-11-22'],
    ['Alprazolam', '1961-11-23'],
    ['Glipizide', '1950-01-01'],
    ['Amoxicillin', '2026-11-01'],
    ['Acetaminophen', '2026-11-01'],
  ])('%s for somebody born on %s is not', (drug, birthDate) => {
    expect(warnings(drug, birthDate)).toEqual([]);
  });

  it.each([
    ['Ciprofloxacin ear drops', 'Otic'],
    ['Ofloxacin 0.3 %', 'Ophthalmic'],
    ['Erythromycin eye ointment', 'Ophthalmic'],
    ['Diphenhydramine cream', 'Topical'],
  ])('%s stay where they are put: an age is nothing against them', (drug, route) => {
    expect(warnings(drug, '2026-11-10', route)).toEqual([]);
    expect(warnings(drug, '1940-01-01', route)).toEqual([]);
  });

  it('counts from the first of March for who was born on 29 February', () => {
    const at = (on: string) => checkPrescription('Codeine', [], [], { birthDate: '2012-02-29', day: on });
    expect(at('2024-02-28')).toMatchObject([{ severity: 'contraindicated' }]);
    expect(at('2024-02-29')).toMatchObject([{ severity: 'moderate' }]);
    expect(at('2030-02-28')).toMatchObject([{ severity: 'moderate' }]);
    expect(at('2030-03-01')).toEqual([]);
  });

  it('says in words which age is meant and why, and where it is written', () => {
    expect(warnings('Codeine', '2020-01-01')).toEqual([
      {
        kind: 'age',
        severity: 'contraindicated',
        blocking: true,
        message:
          'Codeine under 12 years of age: Respiratory depression and death, most of all where the body activates it fast (CYP2D6).',
        source: 'Prescribing information of codeine: Boxed Warning; Contraindications',
      },
    ]);
    expect(warnings('Ultram', '2010-01-01')[0]?.message).toMatch(/^Ultram from 12 years of age on, under 18 years: /);
    expect(warnings('Valium', '1940-01-01')[0]?.message).toMatch(/^Valium from 65 years of age on: /);
    expect(warnings('Reglan', '2026-01-01')[0]?.message).toMatch(/^Reglan under 1 year of age: /);
  });

  it('tells what is contraindicated for the age before what is only watched', () => {
    const found = checkPrescription('Codeine', [], [{ name: 'Gabapentin' }], { birthDate: '2020-01-01', day });
    expect(found.map(({ kind }) => kind)).toEqual(['age', 'interaction']);
  });
});

describe('the table of ages', () => {
  it.each(ageCautions.map((caution) => [caution.drugs.join(', '), caution] as const))(
    'names for %s substances, and a source that can be looked up',
    (_drugs, { drugs, source }) => {
      expect(drugs.length).toBeGreaterThan(0);
      expect(drugs.filter((drug) => !/^[a-z]+(?: [a-z]+)?$/.test(drug))).toEqual([]);
      expect(source).toMatch(
        /^Prescribing information of \w+(?: \w+)?: [A-Z][A-Za-z ;-]+|^21 CFR \d+\.\d+|, table \d$|^European Medicines Agency, referral /,
      );
    },
  );
});
