import { dayOf, isoDate, yearsBetween } from './days.js';
import { workday } from './workday.js';
import { ZonedClock } from './zoned-clock.js';

describe('days', () => {
  it.each(['1970-01-01', '1985-06-15', '2024-02-29', '1931-12-31'])('%s comes back as it went in', (date) => {
    expect(isoDate(dayOf(date))).toBe(date);
  });

  it('measure age in years', () => {
    expect(yearsBetween(dayOf('1985-06-15'), dayOf('2025-06-15'))).toBeCloseTo(40, 1);
  });
});

describe('working days', () => {
  it.each([
    ['a Saturday', '2026-11-14', '2026-11-16', '2026-11-13'],
    ['a Sunday', '2026-11-15', '2026-11-16', '2026-11-13'],
    ['New Year on a Friday', '2027-01-01', '2027-01-04', '2026-12-31'],
    ['a Tuesday', '2026-11-17', '2026-11-17', '2026-11-17'],
  ])('after and before %s', (_name, date, after, before) => {
    expect(isoDate(workday(dayOf(date)))).toBe(after);
    expect(isoDate(workday(dayOf(date), -1))).toBe(before);
  });
});

describe('the clock on the wall of the clinic', () => {
  it.each([
    ['summer in New York', 'America/New_York', '2026-07-01', '2026-07-01T13:00:00.000Z'],
    ['winter in New York', 'America/New_York', '2026-12-01', '2026-12-01T14:00:00.000Z'],
    ['the day the clocks go forward', 'America/New_York', '2026-03-08', '2026-03-08T13:00:00.000Z'],
    ['the day they go back', 'America/New_York', '2026-11-01', '2026-11-01T14:00:00.000Z'],
    ['Johannesburg', 'Africa/Johannesburg', '2026-07-01', '2026-07-01T07:00:00.000Z'],
    ['Kathmandu, off by quarters', 'Asia/Kathmandu', '2026-07-01', '2026-07-01T03:15:00.000Z'],
    ['Auckland, a day ahead', 'Pacific/Auckland', '2026-07-01', '2026-06-30T21:00:00.000Z'],
  ])('shows nine in %s', (_name, timeZone, date, expected) => {
    expect(new ZonedClock(timeZone).instant(dayOf(date), 540)).toBe(expected);
  });
});
