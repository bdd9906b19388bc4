import fc from 'fast-check';
import { dateCondition, meetsDate } from './date-condition.js';
import { periodOf } from './period.js';

const now = Date.UTC(2026, 10, 21);

function meets(asked: string, value: string): boolean {
  const [condition, period] = [dateCondition(asked), periodOf(value)];
  if (condition === undefined || period === undefined) throw new TypeError(`${asked} or ${value} is no date`);
  return meetsDate(condition, period, now);
}

describe('a date in a search (FHIR R4 search.html#date)', () => {
  it.each([
    ['2026', '2026-03-14', true],
    ['2026-03', '2026-03-14T10:00:00Z', true],
    ['2026-03-14', '2026-03-14T23:59:59.999Z', true],
    ['2026-03-14', '2026-03-15T00:00:00Z', false],
    ['2026-03-14T10:00', '2026-03-14T10:00:59Z', true],
    ['2026-03-14T12:00:00+02:00', '2026-03-14T10:00:00.000Z', true],
    ['2026-03-15T00:00:00+14:00', '2026-03-14T10:00:00.000Z', true],
    ['2026-03-14T10:00:00.0000000000Z', '2026-03-14T10:00:00.000Z', true],
    ['2026-03-14', '2026-03', false],
    ['ne2026-03-14', '2026-03-14T10:00:00Z', false],
    ['ne2026-03-14', '2026-03-15', true],
    ['gt2026-03-14', '2026-03-14T23:00:00Z', false],
    ['gt2026-03-14', '2026-03-15', true],
    ['ge2026-03-14', '2026-03-14T00:00:00Z', true],
    ['lt2026-03', '2026-02-28', true],
    ['lt2026-03', '2026-03-01', false],
    ['le2026-03', '2026-03-31T23:59:59Z', true],
    ['le2026-03', '2026-04-01', false],
    ['sa2026-03-14', '2026-03-15', true],
    ['sa2026-03-14', '2026-03-14T10:00:00Z', false],
    ['eb2026-03-14', '2026-03-13', true],
    ['eb2026-03-14', '2026-03-14T10:00:00Z', false],
    ['ap2016-11', '2016-06-01', true],
    ['ap2026-11', '2016-06-01', false],
  ])('%s and %s: %s', (asked, value, expected) => {
    expect(meets(asked, value)).toBe(expected);
  });

  it.each([
    '',
    '26',
    '2026-1',
    '2026-00',
    '2026-02-30',
    '2026-03-14T25:00:00Z',
    '2026-03-14T24:00:00Z',
    '2026-03-14T10:00:00+14:30',
    '2026-03-14T10:00:00-99:00',
    '2026-03-14T10:00:00+05:60',
    '2026-03-14T10',
    'eq',
    'xx2026',
    ' 2026',
  ])('is not %j', (text) => {
    expect(dateCondition(text)).toBeUndefined();
  });

  it('divides all moments into before, within and after', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, fc.constantFrom(4, 7, 10), (asked, value, length) => {
        const text = asked.toISOString().slice(0, length);
        const held = ['lt', 'eq', 'gt'].filter((prefix) => meets(`${prefix}${text}`, value.toISOString()));
        expect(held).toHaveLength(1);
        expect(meets(`ge${text}`, value.toISOString())).toBe(!held.includes('lt'));
        expect(meets(`le${text}`, value.toISOString())).toBe(!held.includes('gt'));
        expect(meets(`ne${text}`, value.toISOString())).toBe(!held.includes('eq'));
      }),
    );
  });
});
