import { flagOf } from './flag-of.js';

describe('the flag of a result', () => {
  const range = { low: 3.5, high: 5.1 };
  const critical = { low: 2.8, high: 6.2 };

  it.each([
    [3.5, 'N'],
    [5.1, 'N'],
    [3.4, 'L'],
    [5.2, 'H'],
    [2.8, 'LL'],
    [6.2, 'HH'],
  ])('potassium %s is %s', (value, flag) => {
    expect(flagOf(value, range, critical)).toBe(flag);
  });

  it('knows ranges with one end', () => {
    expect(flagOf(0.1, { high: 200 })).toBe('N');
    expect(flagOf(201, { high: 200 })).toBe('H');
    expect(flagOf(39, { low: 40 })).toBe('L');
  });
});
