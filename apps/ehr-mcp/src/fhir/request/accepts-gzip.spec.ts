import { acceptsGzip } from './accepts-gzip.js';

describe('whether a client takes gzip', () => {
  it.each([
    [undefined, false],
    ['gzip', true],
    ['br, GZIP;q=0.5', true],
    ['*', true],
    ['gzip;q=0, *', false],
    ['gzip;q=0.0', false],
    ['identity', false],
    ['deflate, br', false],
  ])('%j: %s', (header, expected) => {
    expect(acceptsGzip(header)).toBe(expected);
  });
});
