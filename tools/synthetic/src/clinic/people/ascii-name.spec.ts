import { asciiName } from './ascii-name.js';

describe('a name in an e-mail address', () => {
  it.each([
    ["O'Brien", 'obrien'],
    ['García-López', 'garcialopez'],
    ['Weiß', 'weiss'],
    ['Søren', 'soren'],
    ['Łukasz', 'lukasz'],
    ['Yılmaz', 'yilmaz'],
    ['Nguyễn', 'nguyen'],
    ['van der Berg', 'vanderberg'],
  ])('%s becomes %s', (name, expected) => {
    expect(asciiName(name)).toBe(expected);
  });
});
