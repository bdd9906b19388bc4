import { asUcum, inUnit, isUnit } from './ucum.js';

describe('units of UCUM', () => {
  it.each(['mg/dL', '10*3/uL', 'mm[Hg]', '[degF]', '%', 'm[IU]/L', '{cells}/uL', 'mL/min/(173.10*-2.m2)', '1'])(
    'know %s',
    (unit) => {
      expect(isUnit(unit)).toBe(true);
    },
  );

  it.each(['', 'mg per dL', 'bananas', 'mg/(dL', '{open', 'µg', 'a'.repeat(41)])('do not know %p', (unit) => {
    expect(isUnit(unit)).toBe(false);
  });

  it.each([
    ['gm/dL', 'g/dL'],
    ['mcg/dL', 'ug/dL'],
    ['x10E3/uL', '10*3/uL'],
    ['thou/uL', '10*3/uL'],
    ['cells/\u00B5L', '{cells}/uL'],
    ['sec', 's'],
    ['mm/hr', 'mm/h'],
    ['mEq/L', 'meq/L'],
    ['\u00B5IU/mL', 'u[IU]/mL'],
  ])('are told for what laboratories print: %s', (printed, unit) => {
    expect(asUcum(printed)).toBe(unit);
  });

  it('say nothing aloud about what they cannot read', () => {
    const printed: unknown[] = [];
    const { console: before } = globalThis;
    globalThis.console = { ...before, log: (...words: unknown[]) => void printed.push(words) };
    try {
      for (const odd of ['mg per dL', ')(', '{a}{', '((', 'mg//dL', '[', '()', 'm(s)g', '((m)']) isUnit(odd);
    } finally {
      globalThis.console = before;
    }
    expect(printed).toEqual([]);
  });

  it.each([
    [100, 'mg/dL', 'g/L', undefined, 1],
    [5, 'mmol/L', 'mg/dL', { molarMass: 180.156 }, 90.078],
    [4.1, 'meq/L', 'mmol/L', { charge: 1 }, 4.1],
    [5, 'meq/L', 'mg/dL', { molarMass: 40.078, charge: 2 }, 10.019_5],
    [3, 'u[IU]/mL', 'm[IU]/L', undefined, 3],
    [60, '[IU]/L', 'U/L', undefined, 60],
    [4.1, 'meq/L', 'mmol/L', undefined, undefined],
    [98.6, '[degF]', 'Cel', undefined, 37],
    [5, 'mg/dL', 'kg', undefined, undefined],
    [5, 'nonsense', 'kg', undefined, undefined],
  ])('turn %d %s into %s', (value, from, to, substance, expected) => {
    const converted = inUnit(value, from, to, substance);
    if (expected === undefined) expect(converted).toBeUndefined();
    else expect(converted).toBeCloseTo(expected, 6);
  });
});
