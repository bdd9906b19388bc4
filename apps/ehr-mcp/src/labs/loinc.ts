import { z } from 'zod';

/** One to seven digits and a check digit (LOINC Users' Guide, Appendix C): a slip of one digit is another quantity. */
export const loinc = z
  .string()
  .regex(/^\d{1,7}-\d$/, 'must be a LOINC code such as 2345-7')
  .refine(hasCheckDigit, 'must be a LOINC code; its check digit is wrong');

/** Modulus 10: every second digit is doubled, from the right, the check digit left out. */
function hasCheckDigit(code: string): boolean {
  const digits = [...code.replace('-', '')].reverse().map(Number);
  const weighed = digits.map((digit, index) => (index % 2 === 0 ? digit : sumOfDigits(digit * 2)));
  return weighed.reduce((sum, digit) => sum + digit, 0) % 10 === 0;
}

function sumOfDigits(number: number): number {
  return Math.floor(number / 10) + (number % 10);
}
