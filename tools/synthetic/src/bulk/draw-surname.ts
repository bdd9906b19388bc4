import { surnameHalves } from '../data/composed-surnames.data.js';
import { familyNames } from '../data/family-names.data.js';
import type { Prng } from '../random/prng.js';

/** Some names are common and most are rare, as in any telephone book; thousands are composed. */
export function drawSurname(random: Prng): string {
  const kind = random.below(100);
  if (kind < 42) return common(random);
  const composed = random.pick(surnameHalves.first) + random.pick(surnameHalves.second);
  return kind < 92 ? composed : `${common(random)}-${composed}`;
}

/** The square bends an even draw toward the front of the list. */
function common(random: Prng): string {
  const share = random.below(10_000) / 10_000;
  return familyNames[Math.floor(share * share * familyNames.length)] ?? 'Smith';
}
