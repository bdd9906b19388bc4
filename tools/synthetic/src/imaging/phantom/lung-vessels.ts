import { cos, floor, max, sin } from '../math.js';
import { Prng } from '../../random/prng.js';
import type { Solid } from './solid.js';

const VESSELS_PER_LUNG = 70;
const STEP_MM = 1.5;

/** Arteries and veins that leave the hilum in all directions, thinner the further they are. */
export function lungVessels(seed: number): readonly Solid[] {
  const prng = new Prng(seed, 'lung vessels');
  return ([-1, 1] as const).flatMap((side) =>
    Array.from({ length: VESSELS_PER_LUNG }, () => vessel(prng, side)).flat(),
  );
}

function vessel(prng: Prng, side: 1 | -1): readonly Solid[] {
  const turn = (prng.bell() / 1000) * 1.1;
  const rise = (prng.bell() / 1000) * 0.75;
  const length = prng.between(50, 110);
  const bend = prng.bell() / 60_000;
  const start = prng.between(18, 34) / 10;
  const origin = [side * 36, 8, prng.between(-20, 45)] as const;
  return Array.from({ length: floor(length / STEP_MM) }, (_, step): Solid => {
    const far = step * STEP_MM;
    const heading = turn + bend * far;
    const radius = max(0.55, start * (1 - far / length) ** 0.8);
    return {
      at: [
        origin[0] + side * far * cos(heading) * cos(rise),
        origin[1] + far * sin(heading) * cos(rise),
        origin[2] + far * sin(rise),
      ],
      radii: [radius, radius, radius + STEP_MM],
      hu: 120,
      inLung: true,
    };
  });
}
