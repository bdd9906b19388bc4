import { beginning, isBefore } from './log-position.js';

describe('a position in a log', () => {
  it.each([
    ['9', '10'],
    ['9007199254740993', '9007199254740994'],
    ['1700000000000-9', '1700000000000-10'],
    ['1699999999999-99', '1700000000000-0'],
    [beginning, '0-1'],
    [beginning, '1'],
  ])('%s is before %s', (one, other) => {
    expect([isBefore(one, other), isBefore(other, one)]).toEqual([true, false]);
  });

  it('is not before itself', () => {
    expect(isBefore('1700000000000-0', '1700000000000-0')).toBe(false);
  });
});
