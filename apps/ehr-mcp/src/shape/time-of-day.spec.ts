import { timeOfDay } from './time-of-day.js';

describe('a time of day', () => {
  it.each([
    ['14:30', '14:30'],
    ['9:05', '09:05'],
    ['2:30 PM', '14:30'],
    [' 12:00am ', '00:00'],
    ['08:00:00', '08:00'],
    ['1:30-04:00', '01:30-04:00'],
    ['1:30 AM+05:45', '01:30+05:45'],
  ])('written %s is read as %s', (text, time) => {
    expect(timeOfDay.parse(text)).toBe(time);
  });

  it.each(['24:00', '13:00 PM', '0:30 am', '9:60', '9.30', 'noon', '', '9:00+99:00', '9:00-4'])(
    'is not "%s"',
    (text) => {
      expect(timeOfDay.safeParse(text).success).toBe(false);
    },
  );

  it('is refused at once, however long the text is', () => {
    expect(timeOfDay.safeParse(`9:00${'\t'.repeat(1_000_000)}x`).success).toBe(false);
  });
});
