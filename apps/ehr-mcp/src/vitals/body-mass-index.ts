const POUNDS_PER_SQUARE_INCH_TO_KILOGRAMS_PER_SQUARE_METRE = 703.07;

/** kg/m², one decimal, from pounds and inches; `undefined` when either is missing. */
export function bodyMassIndex(weightPounds: number | undefined, heightInches: number | undefined): number | undefined {
  if (weightPounds === undefined || heightInches === undefined || heightInches === 0) return undefined;
  const bmi = (weightPounds / heightInches ** 2) * POUNDS_PER_SQUARE_INCH_TO_KILOGRAMS_PER_SQUARE_METRE;
  return Math.round(bmi * 10) / 10;
}
