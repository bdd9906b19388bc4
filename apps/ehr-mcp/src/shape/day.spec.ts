import { day, hasBegun } from './day.js';

describe('a day', () => {
  it.each([
    ['2026-11-21T09:59:59Z', '2026-11-21', true],
    ['2026-11-21T09:59:59Z', '2026-11-22', false],
    ['2026-11-21T10:00:00Z', '2026-11-22', true],
    ['2026-11-21T10:00:00Z', '2026-11-23', false],
  ])('at %s has begun somewhere or not: %s %s', (now, text, begun) => {
    expect(hasBegun(text, Date.parse(now))).toBe(begun);
  });

  it.each(['11/22/2026', '2026-11-22T00:00:00Z', '2026-02-30', 'today'])(
    'written %s is refused with how it is written',
    (text) => {
      const [issue] = day('First day').safeParse(text).error?.issues ?? [];
      expect(issue?.message).toBe('must be a day such as 2026-03-09 (YYYY-MM-DD)');
    },
  );
});
