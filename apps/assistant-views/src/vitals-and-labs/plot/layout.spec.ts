import type { Reading } from '../answer/series.js';
import { bandPieces } from './band-pieces.js';
import { layoutOf } from './layout.js';
import { nearest } from './nearest.js';
import { placeAfterKey } from './place-after-key.js';
import { timeTicks } from './time-ticks.js';
import { valueTicks } from './value-ticks.js';

const size = { width: 600, height: 250 };

function reading(at: number, value: number, reference?: string): Reading {
  return { at, values: [value], text: String(value), flag: undefined, flags: [], reference };
}

function series(readings: readonly Reading[]) {
  return { id: 's', label: 'S', unit: '', lines: ['S'], readings };
}

describe('the layout of a picture', () => {
  it('has room for every reading and for the range that is normal', () => {
    const { y, x, top, bottom, left, right } = layoutOf(series([reading(0, 5, '1-2'), reading(1e9, 7, '1-2')]), size);
    for (const value of [1, 2, 5, 7]) {
      expect(y(value)).toBeGreaterThan(top);
      expect(y(value)).toBeLessThan(bottom);
    }
    expect([x(0), x(1e9)]).toEqual([left + 10, right - 10]);
  });

  it.each([[[]], [[reading(0, 0)]], [[reading(5, 7), reading(5, 7)]]])('is finite for %j', (readings) => {
    const { y, x, valueTicks: values, timeTicks: time } = layoutOf(series(readings), size);
    expect([y(0), x(0), ...values, ...time.at].every(Number.isFinite)).toBe(true);
  });

  it('changes the band half-way between two readings with another range', () => {
    const readings = [reading(0, 1, '0-1'), reading(10, 1, '0-1'), reading(20, 1, '0-2'), reading(30, 1, 'ask')];
    expect(bandPieces(readings)).toEqual([
      { range: { low: 0, high: 1 }, from: undefined, to: 15 },
      { range: { low: 0, high: 2 }, from: 15, to: 25 },
    ]);
  });

  it('has round numbers on its axis', () => {
    expect(valueTicks([63, 102], 5)).toEqual([60, 70, 80, 90, 100, 110]);
    expect(valueTicks([0.74, 1.35], 5)).toEqual([0.6, 0.8, 1, 1.2, 1.4]);
  });

  it.each([
    ['hours', '2026-01-05T08:00Z', '2026-01-05T20:00Z', 'hour', '2026-01-05T09:00:00.000Z'],
    ['days', '2026-01-05T08:00Z', '2026-01-20T20:00Z', 'day', '2026-01-08T00:00:00.000Z'],
    ['months', '2025-12-05T08:00Z', '2026-04-20T20:00Z', 'month', '2026-01-01T00:00:00.000Z'],
    ['years', '2010-12-05T08:00Z', '2026-04-20T20:00Z', 'year', '2015-01-01T00:00:00.000Z'],
  ])('names %s where they begin', (_case, from, to, unit, first) => {
    const ticks = timeTicks([Date.parse(from), Date.parse(to)], 6);
    expect(ticks.unit).toBe(unit);
    expect(ticks.at.length).toBeGreaterThan(1);
    expect(ticks.at.length).toBeLessThanOrEqual(6);
    expect(new Date(ticks.at[0] ?? 0).toISOString()).toBe(first);
  });
});

describe('pointing at a reading', () => {
  it('finds the closest in time', () => {
    const readings = [0, 10, 30, 31].map((at) => reading(at, 1));
    expect([-5, 4, 6, 29, 30.4, 99].map((at) => nearest(readings, at))).toEqual([0, 0, 1, 2, 2, 3]);
  });

  it('goes on by the keys of a slider, and not beyond the ends', () => {
    const keys = ['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End', 'Enter', 'constructor'];
    expect(keys.map((key) => placeAfterKey(key, 3, 8))).toEqual([2, 4, 8, 0, 0, 8, undefined, undefined]);
  });
});
