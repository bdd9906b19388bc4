import { isNpi, npiOf } from './npi.js';

describe('national provider identifiers', () => {
  it('end in the check digit of the published example', () => {
    // CMS, "Requirements for NPI and NPI check digit": 123456789 has the check digit 3.
    expect(npiOf('123456789')).toBe('1234567893');
  });

  it.each([
    ['1234567893', true],
    ['1234567890', false],
    ['1234567839', false],
    ['3234567893', false],
    ['123456789', false],
  ])('%s is one: %s', (npi, expected) => {
    expect(isNpi(npi)).toBe(expected);
  });
});
