import { breakGlass, emergencyReview } from './emergency-access.js';

describe('what is written of an emergency access (feature X02)', () => {
  it('may be written in several lines, and is kept as one', () => {
    const asked = { patient_number: 'MRN001', reason: ' Found unconscious.\n\n\tAllergies unknown. ' };
    expect(breakGlass.parse(asked).reason).toBe('Found unconscious. Allergies unknown.');
    expect(emergencyReview.parse({ verdict: 'justified', note: 'Asked\r\nthe ward.' }).note).toBe('Asked the ward.');
  });

  it.each([
    ['blanks instead of words', ' \n'.repeat(10)],
    ['what no database takes', 'Found unconscious\0'],
    ['what turns the words behind it around', 'Found unconscious \u202E'],
  ])('is not taken with %s', (_what, reason) => {
    expect(breakGlass.safeParse({ patient_number: 'MRN001', reason }).success).toBe(false);
  });
});
