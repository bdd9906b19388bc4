import { searchCriteria } from './search-criteria.js';

describe('a moment to search by (feature I02)', () => {
  const read = (createdAt: unknown) => {
    const given = { filters: [{ operator: 'EQUAL', values: [{ createdAt }] }] };
    return searchCriteria.safeParse(given).data?.filters?.[0]?.values[0]?.createdAt;
  };

  it.each([
    ['with its zone', '2026-01-02T03:04:05+02:00', '2026-01-02T03:04:05+02:00'],
    ['without a zone, and is in UTC then', '2026-01-02T03:04:05.5', '2026-01-02T03:04:05.5Z'],
    ['by its day', '2026-01-02', '2026-01-02T00:00:00Z'],
    ['in seconds since 1970, as the service itself writes it', 1_767_323_045.5, '2026-01-02T03:04:05.500Z'],
  ])('is taken %s', (_how, given, moment) => {
    expect(read(given)).toBe(moment);
  });

  it.each(['', 'yesterday', '2026-02-30', '2026-02-30T00:00:00', '2026-1-2', 1e15, -1e300, Infinity, null, true])(
    'is refused where there is none: %s',
    (given) => {
      expect(read(given)).toBeUndefined();
    },
  );
});
