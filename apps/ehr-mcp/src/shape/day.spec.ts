import { hasBegun } from './day.js';

describe('a day', () => {
  it.each([
    ['2026-11-21T09:59:59Z', '2026-11-21', true],
    ['2026-11-21T09:59:59Z', '2026-11-22', false],
    ['2026-11-21T10:00:00Z', '2026-11-22', true],
    ['2026-11-21T10:00:00Z', '2026-11-23', false],
  ])('at %s has begun somewhere or not: %s %s', (now, text, begun) => {
    expect(hasBegun(text, Date.parse(now))).toBe(begun);
  });
});
