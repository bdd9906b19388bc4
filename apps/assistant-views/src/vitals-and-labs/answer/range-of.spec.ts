import { rangesOf } from './range-of.js';

describe('the band of a reference text', () => {
  it.each([
    ['70-99', { low: 70, high: 99 }],
    ['0.74 - 1.35 mg/dL', { low: 0.74, high: 1.35 }],
    ['-2-2', { low: -2, high: 2 }],
    ['<= 5.6', { low: undefined, high: 5.6 }],
    ['<200', { low: undefined, high: 200 }],
    ['>= 40', { low: 40, high: undefined }],
  ])('%s', (reference, range) => {
    expect(rangesOf(reference)).toEqual([range]);
  });

  it.each([undefined, '', 'Negative', '<5.7 normal, 5.7-6.4 prediabetes', '70-'])('is none for %s', (reference) => {
    expect(rangesOf(reference)).toEqual([]);
  });

  it('is two where two values are judged together', () => {
    expect(rangesOf('90-119/60-79')).toEqual([
      { low: 90, high: 119 },
      { low: 60, high: 79 },
    ]);
    expect(rangesOf('86-106/<= 62')).toHaveLength(2);
  });
});
