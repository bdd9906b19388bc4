import { offers } from './offers.js';

describe('what a list of scopes offers', () => {
  it.each([
    [['read:vitals'], 'read:vitals', true],
    [['read:vitals'], 'read:labs', false],
    [['read:vitals', 'read:labs'], 'user/Observation.rs', true],
    [['read:vitals'], 'user/Observation.rs', false],
    [['read:vitals'], 'user/Observation.rs?category=vital-signs', false],
    [
      ['read:vitals'],
      'user/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs',
      true,
    ],
    [['read:own_records'], 'patient/*.rs', true],
    [['read:own_records'], 'user/*.rs', false],
    [['read:patients'], 'system/*.read', false],
    [['user/Patient.rs'], 'user/Patient.rs', true],
    [['read:patients'], 'user/Patient.cruds', false],
  ])('%j: %s %s', (list, asked, expected) => {
    expect(offers(list, asked)).toBe(expected);
  });
});
