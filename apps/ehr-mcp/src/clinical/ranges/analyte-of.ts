import { analytes } from './analytes.data.js';
import { otherCodes } from './other-codes.data.js';
import type { Analyte } from './reference-range.js';

const byCode = new Map(analytes.flatMap(underEachCode).map((analyte) => [analyte.loinc, analyte]));
const byName = new Map(analytes.flatMap((analyte) => namesOf(analyte).map((name) => [name.toLowerCase(), analyte])));

/** By LOINC; by name only when no code is given. */
export function analyteOf(loinc: string | null | undefined, name: string): Analyte | undefined {
  return loinc === null || loinc === undefined ? byName.get(name.trim().toLowerCase()) : byCode.get(loinc);
}

function underEachCode(analyte: Analyte): readonly Analyte[] {
  const others = otherCodes[analyte.loinc] ?? [];
  return [analyte, ...others.map(([loinc, usualUnit = analyte.unit]) => ({ ...analyte, loinc, usualUnit }))];
}

/** "Urea nitrogen (BUN)" is also "Urea nitrogen" and "BUN". Two letters are too few to say which quantity is meant. */
function namesOf({ name, otherNames = [], specimens = ['serum', 'plasma'] }: Analyte): readonly string[] {
  const [, plain = name, abbreviation] = /^(.+?) \((?:([A-Z]{3,})|[^)]*)\)$/.exec(name) ?? [];
  const names = [name, plain, ...(abbreviation === undefined ? [] : [abbreviation]), ...otherNames];
  const within = specimens.flatMap((one) =>
    names.flatMap((each) => [`${one} ${each}`, `${each}, ${one}`, `${each} (${one})`]),
  );
  return [...names, ...within];
}
