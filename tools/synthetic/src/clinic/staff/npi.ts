/** The prefix that health identifiers carry inside the Luhn sum (45 CFR 162.406; ISO/IEC 7812). */
const HEALTH_PREFIX = '80840';

/** The ten-digit NPI of nine digits: with the check digit that makes 80840 + NPI pass the Luhn test. */
export function npiOf(nineDigits: string): string {
  return nineDigits + String((10 - (luhnSum(`${HEALTH_PREFIX}${nineDigits}0`) % 10)) % 10);
}

export function isNpi(npi: string): boolean {
  return /^[12]\d{9}$/.test(npi) && luhnSum(HEALTH_PREFIX + npi) % 10 === 0;
}

function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}
