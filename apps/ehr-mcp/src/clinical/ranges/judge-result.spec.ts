import { ageAt } from '../age-at.js';
import { analytes } from './analytes.data.js';
import { boundOf } from '../bound-of.js';
import { doseOf, isNoDose } from '../drugs/dose-of.js';
import { judgeResult } from './judge-result.js';
import { trendOf } from '../trend-of.js';
import { isUnit } from '../units/ucum.js';

const man = { sex: 'male', ageYears: 40 } as const;
const woman = { sex: 'female', ageYears: 40 } as const;
const child = { sex: 'male', ageYears: 8 } as const;
const unsaid = { sex: undefined, ageYears: 40 } as const;
const hemoglobin = (value: number) => ({ component: 'Hemoglobin', loinc: '718-7', value, unit: 'g/dL' });

describe('a laboratory result', () => {
  it.each([
    ['12.5 g/dL hemoglobin', man, 'L'],
    ['12.5 g/dL hemoglobin', woman, 'N'],
    ['12.5 g/dL hemoglobin', child, 'N'],
    ['12.5 g/dL hemoglobin', unsaid, undefined],
  ] as const)('%s of %j is flagged %p', (_value, subject, flag) => {
    expect(judgeResult(hemoglobin(12.5), subject).flag).toBe(flag);
  });

  it.each([
    [2.7, 'LL'],
    [3.4, 'L'],
    [3.5, 'N'],
    [5.1, 'N'],
    [5.2, 'H'],
    [6.2, 'HH'],
  ])('potassium %d is %s', (value, flag) => {
    expect(judgeResult({ component: 'Potassium', loinc: '2823-3', value, unit: 'mmol/L' }, man).flag).toBe(flag);
  });

  it.each([
    [{ component: 'INR', value: 1, unit: '{INR}' }, 'N'],
    [{ component: 'Lactate', value: 4.5, unit: 'mmol/L' }, 'HH'],
    [{ component: 'Phosphorus', value: 0.32, unit: 'mmol/L' }, 'LL'],
    [{ component: 'ALP', loinc: '6768-6', value: 180, unit: 'U/L' }, 'H'],
    [{ component: 'RBC', value: 3.9, unit: '10*6/uL' }, 'L'],
    [{ component: 'MCV', value: 72, unit: 'fL' }, 'L'],
    [{ component: 'Uric acid', value: 500, unit: 'umol/L' }, 'H'],
    [{ component: 'Total protein', value: 70, unit: 'g/L' }, 'N'],
    [{ component: 'PT/INR', value: 2.6 }, 'H'],
    [{ component: 'INR', loinc: '6301-6', value: 9.4, unit: '1' }, 'HH'],
    [{ component: 'Magnesium', value: 0.4, unit: 'mmol/L' }, 'LL'],
    [{ component: 'Magnesium', value: 1.8, unit: 'meq/L' }, 'N'],
  ] as const)('%j is %s', (result, flag) => {
    expect(judgeResult(result, man).flag).toBe(flag);
  });

  it.each([
    ['> 200', { high: 100 }, 'H'],
    ['> 100', { high: 100 }, 'H'],
    ['>= 100', { high: 100 }, undefined],
    ['>= 100.1', { high: 100 }, 'H'],
    ['> 50', { high: 100 }, undefined],
    ['> 90', { low: 60 }, 'N'],
    ['> 50', { low: 60 }, undefined],
    ['< 5', { low: 3, high: 10 }, undefined],
    ['< 3', { low: 3, high: 10 }, 'L'],
    ['<= 3', { low: 3, high: 10 }, undefined],
    ['<= 2.9', { low: 3, high: 10 }, 'L'],
    ['< 5', { high: 10 }, 'N'],
    ['< 20', { high: 10 }, undefined],
    ['\u2265 200', { high: 100 }, 'H'],
  ])('of %s beside %j has the flag that is proven: %p', (text, range, flag) => {
    const bound = boundOf(text);
    if (bound === undefined) throw new Error('It is no bound.');
    expect(judgeResult({ component: 'Ferritin', ...bound, ...range }, man).flag).toBe(flag);
  });

  it.each([
    ['> 8', 'HH'],
    ['> 6.2', 'HH'],
    ['> 5.5', 'H'],
    ['< 2', 'LL'],
    ['< 3', 'L'],
    ['< 4', undefined],
  ])('potassium %s is %p', (text, flag) => {
    const potassium = { component: 'Potassium', loinc: '2823-3', unit: 'mmol/L' };
    expect(judgeResult({ ...potassium, ...(boundOf(text) ?? { value: 0 }) }, man).flag).toBe(flag);
  });

  it.each(['1:160', '> 1:160', 'Negative', '5', '<', '> 200 after dilution'])('%s is no bound', (text) => {
    expect(boundOf(text)).toBeUndefined();
  });

  it.each([
    [{ component: 'Potassium', loinc: '6298-4', value: 7.5, unit: 'mmol/L' }, 'HH'],
    [{ component: 'Glucose', loinc: '2339-0', value: 41, unit: 'mg/dL' }, 'LL'],
    [{ component: 'Glucose', loinc: '14749-6', value: 5 }, 'N'],
    [{ component: 'Glucose', loinc: '14749-6', value: 126, unit: 'mg/dL' }, 'H'],
    [{ component: 'Leukocytes', loinc: '26464-8', value: 0.8, unit: '10*3/uL' }, 'LL'],
    [{ component: 'LDL', loinc: '18262-6', value: 160, unit: 'mg/dL' }, 'H'],
  ] as const)('%j is %s under another code of the same quantity, which it keeps', (result, flag) => {
    expect(judgeResult(result, man)).toMatchObject({ flag, loinc: result.loinc });
  });

  it('is judged in the unit in which it was measured, and its range is told in it', () => {
    const glucose = { component: 'Glucose', loinc: '2345-7', value: 7, unit: 'mmol/L' };
    expect(judgeResult(glucose, man)).toEqual({ loinc: '2345-7', flag: 'H', low: 3.9, high: 5.5 });
  });

  it('is judged by the range of the laboratory before ours', () => {
    expect(judgeResult({ ...hemoglobin(12.5), low: 12, high: 16 }, man)).toMatchObject({
      flag: 'N',
      low: 12,
      high: 16,
    });
  });

  it('of an unknown quantity is judged by the range given, or not at all', () => {
    const ferritin = { component: 'Ferritin', loinc: '2276-4', value: 500, unit: 'ng/mL' };
    expect(judgeResult(ferritin, man).flag).toBeUndefined();
    expect(judgeResult({ ...ferritin, high: 300 }, man).flag).toBe('H');
  });

  it.each([
    ['no unit of UCUM', { unit: 'bananas' }, 'ehr.unit.invalid', 'not a UCUM unit'],
    ['a unit of something else', { unit: 'kg' }, 'ehr.unit.invalid', 'same as g/dL'],
    ['a value above what can be', { value: 125 }, 'ehr.lab.implausible', 'above 30 g/dL'],
    ['a value below what can be', { value: 0.1 }, 'ehr.lab.implausible', 'below 1 g/dL'],
  ])('with %s is refused, and the bound is named', (_case, wrong, code, words) => {
    expect(() => judgeResult({ ...hemoglobin(12), ...wrong }, man)).toThrow(
      expect.objectContaining({ code, publicMessage: expect.stringContaining(words) }),
    );
  });
});

describe('a result at the end of a range', () => {
  it.each([
    ['Glucose', 99, 'mg/dL', 'N'],
    ['Glucose', 100, 'mg/dL', 'H'],
    ['Glucose', 5.5, 'mmol/L', 'N'],
    ['Glucose', 5.6, 'mmol/L', 'H'],
    ['Glucose', 3.9, 'mmol/L', 'N'],
    ['Glucose', 3.8, 'mmol/L', 'L'],
    ['Glucose', 2.8, 'mmol/L', 'LL'],
    ['Hemoglobin A1c', 5.6, '%', 'N'],
    ['Hemoglobin A1c', 5.7, '%', 'H'],
    ['Hemoglobin A1c', 38, 'mmol/mol', 'N'],
    ['Hemoglobin A1c', 39, 'mmol/mol', 'H'],
    ['Creatinine', 119, 'umol/L', 'N'],
    ['Creatinine', 120, 'umol/L', 'H'],
    ['Triglycerides', 1.7, 'mmol/L', 'N'],
    ['Triglycerides', 1.8, 'mmol/L', 'H'],
    ['HDL cholesterol', 1, 'mmol/L', 'N'],
    ['LDL cholesterol', 3.4, 'mmol/L', 'N'],
    ['Calcium', 2.55, 'mmol/L', 'N'],
    ['Calcium', 2.56, 'mmol/L', 'H'],
    ['Hemoglobin', 8.4, 'mmol/L', 'N'],
    ['Hemoglobin', 8.3, 'mmol/L', 'L'],
    ['BUN', 20, 'mg/dL', 'N'],
    ['ALT', 56, 'U/L', 'H'],
    ['WBC', 0.9, '10*9/L', 'LL'],
    ['HbA1c', 48, 'mmol/mol', 'H'],
    ['Haemoglobin', 130, 'g/L', 'L'],
  ] as const)('%s %d %s of a man is %s, in whatever unit laboratories report it', (component, value, unit, flag) => {
    expect(judgeResult({ component, value, unit }, man).flag).toBe(flag);
  });

  it.each([
    ['Potassium, Serum', 7, 'mmol/L', 'HH'],
    ['Serum potassium', 7, 'mmol/L', 'HH'],
    ['Creatinine (plasma)', 9, 'mg/dL', 'HH'],
    ['Hemoglobin, blood', 6, 'g/dL', 'LL'],
    // Free hemoglobin, and what is in urine, are other quantities.
    ['Plasma hemoglobin', 0.003, 'g/dL', undefined],
    ['Glucose, urine', 500, 'mg/dL', undefined],
    ['Fasting glucose', 110, 'mg/dL', undefined],
  ] as const)('%s is known with what it was measured in, or is none of ours', (component, value, unit, flag) => {
    expect(judgeResult({ component, value, unit }, man).flag).toBe(flag);
  });

  it('is of nobody before the birth, whose range it would be', () => {
    const { flag, low, high } = judgeResult(
      { component: 'Sodium', value: 130, unit: 'mmol/L' },
      { sex: 'male', ageYears: -1 },
    );
    expect([flag, low, high]).toEqual([undefined, undefined, undefined]);
  });

  const born = (days: number) => ({ sex: 'female', ageYears: days / 366 }) as const;
  it.each([
    ['Hemoglobin', 18, 'g/dL', born(2), 'N'],
    ['Hemoglobin', 14, 'g/dL', born(2), 'L'],
    ['Hemoglobin', 21, 'g/dL', born(2), 'N'],
    ['Hemoglobin', 23, 'g/dL', born(2), 'HH'],
    ['Hematocrit', 62, '%', born(2), 'N'],
    ['Hemoglobin', 9.5, 'g/dL', born(61), 'N'],
    ['Hemoglobin', 18, 'g/dL', born(61), 'H'],
    ['Hemoglobin', 13, 'g/dL', { sex: 'male', ageYears: 14 }, 'N'],
    ['White blood cells', 20, '10*3/uL', born(2), 'N'],
    ['White blood cells', 20, '10*3/uL', born(200), 'H'],
    ['Platelets', 100, '10*3/uL', born(3), 'N'],
    ['Platelets', 100, '10*3/uL', born(8), 'L'],
    ['Glucose', 48, 'mg/dL', born(1), 'N'],
    ['Glucose', 40, 'mg/dL', born(1), 'LL'],
    ['Glucose', 48, 'mg/dL', born(5), 'L'],
    ['Potassium', 5.8, 'mmol/L', born(5), 'N'],
    ['Potassium', 5.8, 'mmol/L', born(40), 'H'],
    ['Creatinine', 0.8, 'mg/dL', born(5), 'N'],
    ['Creatinine', 0.8, 'mg/dL', born(200), 'H'],
    ['Total bilirubin', 8, 'mg/dL', born(3), undefined],
    ['Total bilirubin', 16, 'mg/dL', born(3), 'HH'],
    ['Thyroid stimulating hormone', 20, 'm[IU]/L', born(3), 'N'],
  ] as const)('%s %d %s of %j is %p', (component, value, unit, subject, flag) => {
    expect(judgeResult({ component, value, unit }, subject).flag).toBe(flag);
  });

  it.each([
    ['µmol/L', 'umol/L'],
    ['mEq/L', 'meq/L'],
    ['x10^9/L', '10*9/L'],
    ['mIU/L', 'm[IU]/L'],
  ])('in %s is refused with how UCUM writes that: %s', (unit, ucum) => {
    expect(() => judgeResult({ component: 'Sodium', value: 140, unit }, man)).toThrow(
      expect.objectContaining({ publicMessage: `The unit "${unit}" of Sodium is not a UCUM unit; write ${ucum}.` }),
    );
  });
});

it('a result in thousands that are written as kelvins is refused with what is meant', () => {
  expect(() => judgeResult({ component: 'White blood cells', value: 7, unit: 'K/uL' }, man)).toThrow(
    expect.objectContaining({ publicMessage: expect.stringContaining('write 10*3/uL') }),
  );
});

it('a result by a name that means something else here is refused with the way to say so', () => {
  expect(() => judgeResult({ component: 'WBC', value: 5, unit: '/[HPF]' }, man)).toThrow(
    expect.objectContaining({ publicMessage: expect.stringContaining('if it is another quantity, give its LOINC') }),
  );
});

describe('the reference ranges', () => {
  it.each(analytes.map((analyte) => [analyte.name, analyte] as const))(
    '%s is in a UCUM unit, its bounds in order',
    (_name, analyte) => {
      expect(isUnit(analyte.unit)).toBe(true);
      const [least, greatest] = analyte.possible;
      for (const { low = least, high = greatest } of analyte.ranges)
        expect([least, low, high, greatest]).toEqual([least, low, high, greatest].toSorted((one, two) => one - two));
    },
  );
});

describe('an age', () => {
  it.each([
    ['1985-06-15', '2026-06-14', 40],
    ['1985-06-15', '2026-06-15', 41],
    ['2024-02-29', '2025-02-28', 0],
    ['2024-02-29', '2025-03-01', 1],
  ])('of somebody born %s is on %s %d', (born, day, years) => {
    expect(ageAt(born, day)).toBe(years);
  });
});

describe('a dose', () => {
  it.each([
    ['500 mg', { value: 500, unit: 'mg' }],
    ['50 mcg', { value: 50, unit: 'ug' }],
    ['0.125mg daily', { value: 0.125, unit: 'mg' }],
    ['10 units', { value: 10, unit: '[iU]' }],
    ['2 tablets', undefined],
    ['as directed', undefined],
  ])('in "%s" is %j', (dosage, dose) => {
    expect(doseOf(dosage)).toEqual(dose);
  });

  it.each([
    ['0 mg', true],
    ['0.0 mL', true],
    ['-5 mg', true],
    ['\u22125 mg', true],
    ['0.5 mg', false],
    ['0,5 mg', false],
    ['.5 mg', false],
    ['1/2 tablet', false],
    ['as directed', false],
  ])('is not there in "%s": %s', (dosage, isNone) => {
    expect(isNoDose(dosage)).toBe(isNone);
  });
});

describe('a trend', () => {
  const series = (...values: number[]) =>
    values.map((value, year) => ({ at: `20${20 + year}-01-01T00:00:00Z`, value }));

  it('tells ends, bounds and direction of a series', () => {
    expect(trendOf(series(5, 6, 7))).toMatchObject({
      count: 3,
      first: { value: 5 },
      last: { value: 7 },
      minimum: 5,
      maximum: 7,
      change_per_year: expect.closeTo(1, 2),
      direction: 'rising',
    });
    expect(trendOf(series(7, 6, 5))?.direction).toBe('falling');
    expect(trendOf(series(100, 101, 100))?.direction).toBe('steady');
  });

  it('is no trend of fewer than two values, nor a slope within one moment', () => {
    expect(trendOf(series(5))).toBeUndefined();
    const [one] = series(5);
    expect(one && trendOf([one, { ...one, value: 6 }])).toMatchObject({
      change_per_year: undefined,
      direction: 'steady',
    });
  });
});

describe('a result in the unit of another laboratory', () => {
  it.each([
    ['Potassium', '2823-3', 4.1, 'meq/L', { flag: 'N', low: 3.5, high: 5.1 }],
    ['Potassium', '2823-3', 5.6, 'meq/L', { flag: 'H' }],
    ['TSH', '3016-3', 9, 'u[IU]/mL', { flag: 'H', low: 0.4, high: 4.2 }],
    ['ALT', '1742-6', 20, '[IU]/L', { flag: 'N' }],
    ['Calcium', '17861-6', 2.4, 'mmol/L', { flag: 'N' }],
    // 53 mmol/mol are 7.0 %, and not 5.3 %.
    ['Hemoglobin A1c', '4548-4', 53, 'mmol/mol', { flag: 'H', low: 20, high: 38 }],
    ['Hemoglobin A1c', '4548-4', 36, 'mmol/mol', { flag: 'N' }],
  ])('is judged as what it is: %s (%s) %d %s', (component, loinc, value, unit, judged) => {
    expect(judgeResult({ component, loinc, value, unit }, man)).toMatchObject(judged);
  });

  it('is refused where the two units are no multiples of each other', () => {
    const result = { component: 'Hemoglobin A1c', loinc: '4548-4', value: 0.07, unit: 'g/g' };
    expect(() => judgeResult(result, man)).toThrow(expect.objectContaining({ code: 'ehr.unit.invalid' }));
  });
});
