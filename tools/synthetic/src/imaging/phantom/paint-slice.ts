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
    const { from, to, innerFrom, innerTo } = spansOf(cut, row);
    for (let column = from; column <= to; column += 1) {
      const index = row * grid.size + column;
      if (within?.[index] === 0) continue;
      const share = column >= innerFrom && column <= innerTo ? 1 : coverage(cut, column, row);
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

interface Spans {
  readonly from: number;
  readonly to: number;
  readonly innerFrom: number;
  readonly innerTo: number;
}

/**
 * Which columns of a row the solid can touch, and which of them lie so far inside that neither the bumps of its outline
 * nor its squareness matter. Only those between have to be asked one by one; both spans err by a pixel towards asking.
 */
function spansOf(cut: Cut, row: number): Spans {
  const { x0, y0, ux, uy, vx, vy, edge, bumps } = cut;
  const dy = row + 0.5 - y0;
  const [u0, v0] = [dy * uy, dy * vy];
  const reach = 1 + bumps + 0.5 / edge;
  const [uFrom, uTo] = between(ux, u0, reach);
  const [vFrom, vTo] = between(vx, v0, reach);
  const outer = {
    from: max(cut.left, floor(x0 + max(uFrom, vFrom)) - 1),
    to: min(cut.right, ceil(x0 + min(uTo, vTo))),
  };
  const core = 1 - bumps - 0.5 / edge;
  const squares = ux * ux + vx * vx;
  const middle = -(ux * u0 + vx * v0) / squares;
  const half2 = middle * middle - (u0 * u0 + v0 * v0 - core * core) / squares;
  if (core <= 0 || half2 <= 0) return { ...outer, innerFrom: 1, innerTo: 0 };
  const half = sqrt(half2);
  return { ...outer, innerFrom: ceil(x0 + middle - half) + 1, innerTo: floor(x0 + middle + half) - 2 };
}

/** Where `rate * dx + offset` stays within the reach. */
function between(rate: number, offset: number, reach: number): readonly [from: number, to: number] {
  if (abs(rate) < 1e-12) return abs(offset) <= reach ? [-1e6, 1e6] : [1e6, -1e6];
  const [one, other] = [(-reach - offset) / rate, (reach - offset) / rate];
  return [min(one, other), max(one, other)];
}

/** Share of a pixel that lies inside, from its distance to the outline: edges are smooth, as a scanner's are. */
function coverage({ x0, y0, ux, uy, vx, vy, power, waves, edge }: Cut, column: number, row: number): number {
  const dx = column + 0.5 - x0;
  const dy = row + 0.5 - y0;
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
