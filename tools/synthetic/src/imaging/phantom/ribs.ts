import { cos, max, PI, sin, sqrt } from '../math.js';
import type { Solid } from './solid.js';

const PAIRS = 12;
const STEPS = 90;
const RIB_GAP = 24;
/** How far a rib falls on its way from the spine to the breastbone. */
const FALL = 78;

/** Twelve pairs of ribs around the lungs; a slice cuts each of them aslant, as it does in a person. */
export function ribs(): readonly Solid[] {
  const beads = Array.from({ length: PAIRS }, (_, pair) => [...rib(pair, -1), ...rib(pair, 1)]).flat();
  // All cortex before all marrow: beads of one rib overlap, and it is hollow along its whole length.
  return [
    ...beads.map(([at, radius]): Solid => ({ at, radii: [radius, radius, radius + 2], hu: 560, grain: 50 })),
    ...beads.map(([at, radius]): Solid => ({ at, radii: [radius - 1.9, radius - 1.9, radius], hu: 230, grain: 50 })),
  ];
}

type Bead = readonly [at: readonly [number, number, number], radius: number];

function rib(pair: number, side: 1 | -1): readonly Bead[] {
  const top = 150 - pair * RIB_GAP;
  const reach = pair < 7 ? 0.86 : 0.86 - (pair - 6) * 0.09;
  return Array.from({ length: STEPS }, (_, step): Bead => {
    const along = (step / (STEPS - 1)) * reach;
    const angle = 0.16 + along * PI;
    const z = top - along * FALL;
    const width = cageWidth(z);
    return [[side * width * sin(angle), 4 + 0.7 * width * cos(angle) * (angle < PI / 2 ? 0.98 : 0.92), z], 4.6];
  });
}

/** The cage narrows to the neck. */
function cageWidth(z: number): number {
  const above = max(0, z - 20) / 150;
  return 134 * sqrt(max(0.05, 1 - above * above));
}
