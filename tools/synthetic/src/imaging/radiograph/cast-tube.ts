import { ceil, floor, hypot, max, min, sqrt } from '../math.js';
import { addWater } from './add-water.js';
import type { Film } from './film.js';
import type { Tube, TubePoint } from './tube.js';

/** Adds the shadow of a tube. Where it bends it is still one tube, so each pixel sees the part nearest to it alone. */
export function castTube(film: Film, tube: Tube): void {
  const nearest = new Map<number, Chord>();
  tube.points.slice(1).forEach((end, n) => {
    const start = tube.points[n];
    if (start !== undefined) castSegment(film, [start, end], nearest);
  });
  for (const [index, chord] of nearest)
    addWater(film, index, tube.density * lengthOf(chord, tube.wall), tube.inChest === true);
}

/** Where a beam meets a tube. */
interface Chord {
  /** Distance to the axis relative to the radius. */
  readonly off: number;
  readonly radius: number;
}

function castSegment({ size, spacing }: Film, [start, end]: Segment, nearest: Map<number, Chord>): void {
  const [x0, z0, r0] = start;
  const [dx, dz, dr] = [end[0] - x0, end[1] - z0, end[2] - r0];
  const length2 = dx * dx + dz * dz || 1;
  const reach = max(r0, end[2]);
  const half = size / 2;
  const columns = range(min(x0, end[0]) - reach, max(x0, end[0]) + reach, spacing, half);
  const rows = range(-max(z0, end[1]) - reach, -min(z0, end[1]) + reach, spacing, half);
  for (let row = rows.first; row <= rows.last; row += 1) {
    const pz = (half - row - 0.5) * spacing - z0;
    for (let column = columns.first; column <= columns.last; column += 1) {
      const px = (column + 0.5 - half) * spacing - x0;
      const along = min(1, max(0, (px * dx + pz * dz) / length2));
      const radius = r0 + along * dr;
      const off = hypot(px - along * dx, pz - along * dz) / radius;
      const index = row * size + column;
      if (off < 1 && off < (nearest.get(index)?.off ?? 1)) nearest.set(index, { off, radius });
    }
  }
}

type Segment = readonly [start: TubePoint, end: TubePoint];

function range(from: number, to: number, spacing: number, half: number) {
  return {
    first: max(0, floor(from / spacing + half)),
    last: min(2 * half - 1, ceil(to / spacing + half)),
  };
}

/** How far the beam goes through the wall; marrow counts a third. */
function lengthOf({ off, radius }: Chord, wall = radius): number {
  const distance2 = (off * radius) ** 2;
  const hollow = max(0, radius - wall);
  const inner = sqrt(max(0, hollow * hollow - distance2));
  return 2 * (sqrt(radius * radius - distance2) - inner * (2 / 3));
}
