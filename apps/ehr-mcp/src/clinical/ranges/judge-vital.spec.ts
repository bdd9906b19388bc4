import { judgeVital } from './judge-vital.js';
import type { JudgedVital } from './vital-ranges.data.js';

const today = '2026-06-15';
const born = { newborn: '2026-06-01', infant: '2025-12-15', toddler: '2024-06-15', adult: '1985-06-15' };

const judge = (vital: JudgedVital, value: number, birthDate: string, gender = 'male') =>
  judgeVital(vital, { value, day: today }, { gender, birth_date: birthDate });

describe('the flag of a vital sign (feature X07)', () => {
  it.each([
    ['heart_rate', 150, born.newborn, 'N'],
    ['heart_rate', 150, born.infant, 'N'],
    ['heart_rate', 150, born.toddler, 'H'],
    ['heart_rate', 150, born.adult, 'HH'],
    ['heart_rate', 70, born.infant, 'L'],
    ['respiratory_rate', 40, born.infant, 'N'],
    ['respiratory_rate', 40, born.toddler, 'H'],
    ['respiratory_rate', 8, born.adult, 'LL'],
    ['systolic_bp', 80, born.infant, 'N'],
    ['systolic_bp', 80, born.adult, 'LL'],
    ['systolic_bp', 180, born.adult, 'H'],
    ['systolic_bp', 181, born.adult, 'HH'],
    ['diastolic_bp', 80, born.adult, 'H'],
    ['temperature', 96.5, born.toddler, 'N'],
    ['temperature', 96.5, born.adult, 'L'],
    ['temperature', 100.4, born.adult, 'H'],
    ['temperature', 100.3, born.newborn, 'N'],
    ['temperature', 100.4, born.newborn, 'HH'],
    ['temperature', 100.4, born.infant, 'H'],
    ['oxygen_saturation', 90, born.toddler, 'L'],
    ['oxygen_saturation', 89, born.toddler, 'LL'],
    ['oxygen_saturation', 94.5, born.adult, 'L'],
    ['oxygen_saturation', 91, born.adult, 'LL'],
  ] as const)('%s %d of who was born on %s is %s', (vital, value, birthDate, flag) => {
    expect(judge(vital, value, birthDate)).toMatchObject({ flag });
  });

  it.each([
    [1, 'male', 97],
    [5, 'female', 103],
    [10, 'male', 107],
    [9, 'female', 107],
    [12, 'male', 112],
    [12, 'female', 113],
    [13, 'male', 119],
    [13, 'other', 119],
  ])('of a pressure at %d years, %s, is high above %d', (years, gender, high) => {
    const birthDate = `${2026 - years}-06-15`;
    expect(judge('systolic_bp', high, birthDate, gender)).toMatchObject({ flag: 'N', high });
    expect(judge('systolic_bp', high + 1, birthDate, gender)).toMatchObject({ flag: 'H' });
    const eve = `${2026 - years}-06-16`;
    expect(judge('systolic_bp', high, eve, gender)?.high).not.toBe(high);
  });

  it('of a low pressure follows the age: 70 and twice the years, 90 from ten years on', () => {
    const lows = [1, 4, 9, 10, 12, 17].map((years) => judge('systolic_bp', 85, `${2026 - years}-01-01`)?.low);
    expect(lows).toEqual([72, 78, 88, 90, 90, 90]);
  });

  it.each([
    ['the pressure of a child whose sex is not recorded', 'diastolic_bp', '2020-01-01', 'unknown'],
    ['the oxygen of the first weeks', 'oxygen_saturation', born.newborn, 'male'],
    ['what was measured before the birth', 'heart_rate', '2026-06-16', 'male'],
  ] as const)('is not guessed for %s', (_case, vital, birthDate, gender) => {
    expect(judge(vital, 80, birthDate, gender)).toBeUndefined();
  });
});
