import { max } from '../math.js';
import type { Solid } from './solid.js';

/** Trabecular bone within a cortex that many millimetres thick. */
export function bone(shape: Omit<Solid, 'hu'>, cortex = 2): readonly Solid[] {
  const [x, y, z] = shape.radii;
  return [
    { ...shape, hu: 620, grain: 60 },
    {
      ...shape,
      radii: [max(0.1, x - cortex), max(0.1, y - cortex), max(0.1, z - cortex)],
      hu: 190,
      grain: 70,
    },
  ];
}
