import { isNoKnownAllergy } from './no-known-allergy.js';

describe('that no allergy is known', () => {
  it.each([
    { coding: [{ system: 'http://snomed.info/sct', code: '716186003' }] },
    { coding: [{ display: 'No Known Allergies' }] },
    { text: 'NKDA' },
    { text: 'nka' },
    { text: 'None known.' },
    { text: ' no known drug allergies' },
    { text: 'No food allergies' },
    { coding: [{ display: 'No known allergies (situation)' }] },
    { text: 'Denies any drug allergies' },
    { text: 'No allergies known' },
  ])('is what %j says', (concept) => {
    expect(isNoKnownAllergy(concept)).toBe(true);
  });

  it.each([
    undefined,
    { text: 'Penicillin' },
    { text: 'Nonerythromycin macrolides' },
    { text: 'Allergy to no known drug but latex' },
    { coding: [{ system: 'http://example.org', code: '716186003' }] },
  ])('is not what %j says', (concept) => {
    expect(isNoKnownAllergy(concept)).toBe(false);
  });
});
