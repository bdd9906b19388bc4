import { abs, atan2, ceil, cos, floor, max, min, sin, sqrt, SQRT2 } from '../math.js';
import type { SliceGrid } from './slice-grid.js';
import type { Solid } from './solid.js';
import { texture } from './texture.js';

const AIR = -1000;
/** Everything thinner is lung or air, in Hounsfield units. */
const LUNG_MAX = -400;

/** The Hounsfield units of a slice through these solids, row by row. */
export function paintSlice(solids: readonly Solid[], grid: SliceGrid): Float32Array {
  const canvas = { hounsfield: new Float32Array(grid.size * grid.size).fill(AIR), shades: texture(grid) };
  let lung: Uint8Array | undefined;
  for (const solid of solids) {
    if (solid.inLung === true) lung ??= lungIn(canvas.hounsfield);
    paintSolid(canvas, solid, grid, solid.inLung === true ? lung : undefined);
  }
  return canvas.hounsfield;
}

/** 1 where there is lung or air. */
function lungIn(hounsfield: Float32Array): Uint8Array {
  const lung = new Uint8Array(hounsfield.length);
  for (let index = 0; index < lung.length; index += 1) lung[index] = (hounsfield[index] ?? 0) < LUNG_MAX ? 1 : 0;
  return lung;
}

interface Canvas {
  readonly hounsfield: Float32Array;
  readonly shades: Float32Array;
}

function paintSolid(
  { hounsfield, shades }: Canvas,
  solid: Solid,
  grid: SliceGrid,
  within: Uint8Array | undefined,
): void {
  const cut = cutOf(solid, grid);
  if (cut === undefined) return;
  const { hu, grain = 0 } = solid;
  for (let row = cut.top; row <= cut.bottom; row += 1) {
    for (let column = cut.left; column <= cut.right; column += 1) {
      const index = row * grid.size + column;
      const share = within?.[index] === 0 ? 0 : coverage(cut, column, row);
      if (share === 0) continue;
      const before = hounsfield[index] ?? AIR;
      hounsfield[index] = before + (hu + grain * (shades[index] ?? 0) - before) * share;
    }
  }
}

/** A solid where the slice meets it; lengths in pixels. */
interface Cut {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly x0: number;
  readonly y0: number;
  /** How columns and rows count along the axes of the ellipse, which are 1 long then. */
  readonly ux: number;
  readonly uy: number;
  readonly vx: number;
  readonly vy: number;
  /** How fast the coverage falls at the outline. */
  readonly edge: number;
  readonly power: number;
  readonly waves: NonNullable<Solid['waves']>;
  readonly bumps: number;
}

/** Undefined where the slice does not meet the solid. */
function cutOf(
  { at, radii, turn = 0, power = 2, waves = [] }: Solid,
  { size, spacing, z }: SliceGrid,
): Cut | undefined {
  const height = (z - at[2]) / radii[2];
  if (abs(height) >= 1) return undefined;
  const shrink = sqrt(1 - height * height) / spacing;
  const [a, b] = [radii[0] * shrink, radii[1] * shrink];
  const [x0, y0] = [at[0] / spacing + size / 2, at[1] / spacing + size / 2];
  const bumps = waves.reduce((sum, [, bump]) => sum + abs(bump), 0);
  // A squarer outline reaches further along the diagonal.
  const corner = turn === 0 ? 1 : SQRT2 ** (1 - 2 / max(2, power));
  const reach = max(a, b) * (1.02 + bumps) * corner + 1;
  return {
    top: max(0, floor(y0 - reach)),
    bottom: min(size - 1, ceil(y0 + reach)),
    left: max(0, floor(x0 - reach)),
    right: min(size - 1, ceil(x0 + reach)),
    x0,
    y0,
    ux: cos(turn) / a,
    uy: sin(turn) / a,
    vx: -sin(turn) / b,
    vy: cos(turn) / b,
    edge: min(a, b) * 0.8,
    power,
    waves,
    bumps,
  };
}

/** Share of a pixel that lies inside, from its distance to the outline: edges are smooth, as a scanner's are. */
function coverage(cut: Cut, column: number, row: number): number {
  const dx = column + 0.5 - cut.x0;
  const dy = row + 0.5 - cut.y0;
  const u = abs(dx * cut.ux + dy * cut.uy);
  const v = abs(dx * cut.vx + dy * cut.vy);
  const ellipse = sqrt(u * u + v * v);
  // Far from the outline neither its bumps nor its squareness matter, and most pixels are.
  if ((1 - cut.bumps - ellipse) * cut.edge > 0.5) return 1;
  if ((max(u, v) - 1 - cut.bumps) * cut.edge > 0.5) return 0;
  return nearOutline(cut, dx, dy);
}

function nearOutline({ ux, uy, vx, vy, power, waves, edge }: Cut, dx: number, dy: number): number {
  const u = dx * ux + dy * uy;
  const v = dx * vx + dy * vy;
  const far = power === 2 ? sqrt(u * u + v * v) : (abs(u) ** power + abs(v) ** power) ** (1 / power);
  let limit = 1;
  if (waves.length > 0) {
    const angle = atan2(v, u);
    for (const [count, bump, phase] of waves) limit += bump * sin(count * angle + phase);
  }
  return min(1, max(0, (limit - far) * edge + 0.5));
}
