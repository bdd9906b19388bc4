import { cos, max, min, PI, sin } from '../math.js';
import { Prng } from '../../random/prng.js';
import type { Tube, TubePoint } from './tube.js';

const RIB_PAIRS = 10;
const RIB_STEPS = 22;
const VESSELS_PER_LUNG = 46;

/** Ribs, collar bones and the vessels of the lungs. */
export function chestTubes(seed: number): readonly Tube[] {
  const prng = new Prng(seed, 'lung markings');
  return ([-1, 1] as const).flatMap((side) => [
    ...Array.from({ length: RIB_PAIRS }, (_, pair) => [backRib(side, pair), frontRib(side, pair)]).flat(),
    collarBone(side),
    ...Array.from({ length: VESSELS_PER_LUNG }, () => vessel(prng, side)),
  ]);
}

function cage(pair: number): { top: number; width: number } {
  return { top: 140 - pair * 23.5, width: [74, 98, 112, 121, 127, 131, 133, 134, 133, 130][pair] ?? 130 };
}

/** From the spine up and outwards, then down along the side. */
function backRib(side: 1 | -1, pair: number): Tube {
  const { top, width } = cage(pair);
  return {
    points: steps((t): TubePoint => {
      const x = 19 + (width - 19) * sin((t * PI) / 2);
      return [side * x, top + 7 * sin(t * 2.2) - 40 * t ** 2.6, 5.4 - 2.4 * (1 - t) ** 3];
    }),
    density: 2.5,
    wall: 1.6,
  };
}

/** From the side down to the front; cartilage takes over before the breastbone and casts next to no shadow. */
function frontRib(side: 1 | -1, pair: number): Tube {
  const { top, width } = cage(pair);
  return {
    points: steps((t): TubePoint => {
      const x = width * cos((t * PI) / 2.9);
      return [side * x, top - 34 - 46 * sin(t * 1.5), (5.4 - 0.6 * t) * min(1, 0.15 + (1 - t) * 2.5)];
    }),
    density: pair > 6 ? 0.9 : 2,
    wall: 1.5,
  };
}

function collarBone(side: 1 | -1): Tube {
  return {
    points: steps((t): TubePoint => [side * (14 + 140 * t), 94 + 14 * t + 6 * sin(t * 6), 6.4 - 1.6 * sin(t * PI)]),
    density: 3,
    wall: 1.9,
  };
}

function vessel(prng: Prng, side: 1 | -1): Tube {
  const heading = (prng.bell() / 1000) * 1.05 - 0.25;
  const bend = prng.bell() / 160_000;
  const length = prng.between(35, 88);
  const thick = prng.between(14, 30) / 10;
  const [x0, z0] = [prng.between(30, 46), prng.between(-14, 34)];
  return {
    points: steps((t): TubePoint => {
      const angle = heading + bend * length * t;
      return [side * (x0 + length * t * cos(angle)), z0 + length * t * sin(angle), max(0.35, thick * (1 - t) ** 0.8)];
    }),
    density: 1.8,
    inChest: true,
  };
}

function steps(point: (t: number) => TubePoint): readonly TubePoint[] {
  return Array.from({ length: RIB_STEPS }, (_, n) => point(n / (RIB_STEPS - 1)));
}
