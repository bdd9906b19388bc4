import { analytes } from './analytes.data.js';
import type { Analyte } from './reference-range.js';

const byCode = new Map(analytes.map((analyte) => [analyte.loinc, analyte]));
const byName = new Map(analytes.flatMap((analyte) => namesOf(analyte).map((name) => [name.toLowerCase(), analyte])));

/** By LOINC; by name only when no code is given. */
export function analyteOf(loinc: string | null | undefined, name: string): Analyte | undefined {
  return loinc === null || loinc === undefined ? byName.get(name.trim().toLowerCase()) : byCode.get(loinc);
}

/** "Urea nitrogen (BUN)" is also "Urea nitrogen" and "BUN". Two letters are too few to say which quantity is meant. */
function namesOf({ name, otherNames = [] }: Analyte): readonly string[] {
  const [, plain = name, abbreviation] = /^(.+?) \((?:([A-Z]{3,})|[^)]*)\)$/.exec(name) ?? [];
  return [name, plain, ...(abbreviation === undefined ? [] : [abbreviation]), ...otherNames];
}
