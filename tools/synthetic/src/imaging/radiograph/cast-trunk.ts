import { abs, exp, max, min, sin, sqrt } from '../math.js';
import type { Film } from './film.js';

const TRUNK_DEPTH_MM = 205;
const LUNG_DEPTH_MM = 168;
/** Lung is air for the most part. */
const LUNG_AIR = 0.79;

/** The trunk and the lungs in it, down to the two domes of the diaphragm. */
export function castTrunk({ size, spacing, water, air }: Film): void {
  const half = size / 2;
  for (let row = 0; row < size; row += 1) {
    const z = (half - row - 0.5) * spacing;
    const width = trunkWidth(z);
    const depth = TRUNK_DEPTH_MM - max(0, z - 95) * 0.95;
    const [rightAt, leftAt] = [lungRow(z, right), lungRow(z, left)];
    for (let column = 0; column < size; column += 1) {
      const x = (column + 0.5 - half) * spacing;
      const edge = 1 - (x / width) ** 4;
      if (edge <= 0) continue;
      const index = row * size + column;
      const lungs = LUNG_AIR * max(rightAt(-x), leftAt(x));
      water[index] = depth * sqrt(edge) - lungs;
      air[index] = lungs;
    }
  }
}

/** Neck above, shoulders that reach beyond the film, then the flanks. */
function trunkWidth(z: number): number {
  const neck = 58 + 140 * exp((97 - z) / 26);
  const flank = 160 - 9 * sin((z + 180) / 70);
  return z > 75 ? min(260, neck) : flank + (260 - flank) * max(0, (z - 5) / 70) ** 3;
}

interface Lung {
  readonly centre: number;
  readonly dome: number;
  readonly domeTop: number;
}

const right: Lung = { centre: 70, dome: 58, domeTop: -64 };
const left: Lung = { centre: 69, dome: 70, domeTop: -76 };

/** Millimetres of lung along a row, at x outwards from the midline. */
function lungRow(z: number, { centre, dome, domeTop }: Lung): (x: number) => number {
  const tall = 1 - abs((z - 2) / 136) ** 2.3;
  const middle = centre - max(0, z - 20) * 0.13;
  const radius = 62 - max(0, -z) * 0.03;
  return (x) => {
    const inside = tall - abs((x - middle) / radius) ** 2.4;
    const bottom = domeTop - 36 * abs((x - dome) / 58) ** 2.2;
    if (inside <= 0 || z <= bottom) return 0;
    return LUNG_DEPTH_MM * inside ** 0.42 * min(1, (z - bottom) / 5);
  };
}
