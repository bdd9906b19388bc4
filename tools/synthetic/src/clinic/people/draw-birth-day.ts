import type { EpochDay } from '../../calendar/days.js';
import type { Prng } from '../../random/prng.js';

const DAYS_OF_YOUNGEST = 45;

/** Shares of a clinic's patients by age, in a thousand. */
const BANDS: readonly { readonly from: number; readonly to: number; readonly permille: number }[] = [
  { from: 0, to: 5, permille: 70 },
  { from: 6, to: 17, permille: 120 },
  { from: 18, to: 39, permille: 270 },
  { from: 40, to: 64, permille: 310 },
  { from: 65, to: 79, permille: 170 },
  { from: 80, to: 96, permille: 60 },
];

export function drawBirthDay(random: Prng, anchorDay: EpochDay): EpochDay {
  let left = random.below(1000);
  const band = BANDS.find(({ permille }) => (left -= permille) < 0) ?? { from: 18, to: 64 };
  const days = random.between(Math.ceil(band.from * 365.25), Math.floor((band.to + 1) * 365.25) - 1);
  return anchorDay - Math.max(DAYS_OF_YOUNGEST, days);
}
