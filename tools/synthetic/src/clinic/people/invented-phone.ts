import type { Prng } from '../../random/prng.js';

/** 555-0100 to 555-0199 are kept free for invented people in every area code (NANPA). */
export function inventedPhone(random: Prng, areaCode: string): string {
  return `${areaCode}-555-01${String(random.below(100)).padStart(2, '0')}`;
}
