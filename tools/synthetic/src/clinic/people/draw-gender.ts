import type { Prng } from '../../random/prng.js';
import type { Sex } from '../../subject/sex.js';
import type { PatientRow } from '../clinic-rows.js';

/** The administrative gender of the record, and the sex of the body, by which norms go. */
export function drawGender(random: Prng): { gender: PatientRow['gender']; sex: Sex } {
  const sex = random.chance(515) ? 'female' : 'male';
  const drawn = random.below(1000);
  return { sex, gender: drawn < 20 ? 'other' : drawn < 35 ? 'unknown' : sex };
}
