import { ceil, cos, floor, max, min, sin, sqrt } from '../math.js';
import { addWater } from './add-water.js';
import type { Film } from './film.js';
import type { Shadow } from './shadow.js';

/** Adds the shadow of an ellipsoid: the length of the chord that the beam takes through it. */
export function castShadow(film: Film, { at, radii, depth, density, turn = 0, inChest = false }: Shadow): void {
  const { size, spacing } = film;
  const [turnX, turnZ] = [cos(turn), sin(turn)];
  const reach = max(...radii);
  const half = size / 2;
  const top = max(0, floor(half - (at[1] + reach) / spacing));
  const bottom = min(size - 1, ceil(half - (at[1] - reach) / spacing));
  const left = max(0, floor(half + (at[0] - reach) / spacing));
  const right = min(size - 1, ceil(half + (at[0] + reach) / spacing));
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const dx = (column + 0.5 - half) * spacing - at[0];
      const dz = (half - row - 0.5) * spacing - at[1];
      const [u, v] = [(dx * turnX + dz * turnZ) / radii[0], (dz * turnX - dx * turnZ) / radii[1]];
      const inside = 1 - u * u - v * v;
      if (inside > 0) addWater(film, row * size + column, density * depth * sqrt(inside), inChest);
    }
  }
}
