import { min } from '../math.js';
import type { Film } from './film.js';

/** Puts something in the beam's way. What lies in the chest replaces air, so it cannot be more than there is of that. */
export function addWater({ water, air }: Film, index: number, thickness: number, inChest: boolean): void {
  const left = air[index] ?? 0;
  const added = inChest ? min(left, thickness) : thickness;
  water[index] = (water[index] ?? 0) + added;
  if (inChest) air[index] = left - added;
}
