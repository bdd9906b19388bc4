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
    if (solid.inLung === true) lung ??= Uint8Array.from(canvas.hounsfield, (hu) => (hu < LUNG_MAX ? 1 : 0));
    paintSolid(canvas, solid, grid, solid.inLung === true ? lung : undefined);
  }
  return canvas.hounsfield;
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
      const share = within?.[index] === 0 ? 0 : cut.coverage(column, row);
      if (share === 0) continue;
      const before = hounsfield[index] ?? AIR;
      hounsfield[index] = before + (hu + grain * (shades[index] ?? 0) - before) * share;
    }
  }
}

interface Cut {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  coverage(column: number, row: number): number;
}

/** The solid where the slice meets it, or undefined where it does not. */
function cutOf(solid: Solid, { size, spacing, z }: SliceGrid): Cut | undefined {
  const [rx, ry, rz] = solid.radii;
  const height = (z - solid.at[2]) / rz;
  if (abs(height) >= 1) return undefined;
  const shrink = sqrt(1 - height * height) / spacing;
  const [a, b] = [rx * shrink, ry * shrink];
  const [x0, y0] = [solid.at[0] / spacing + size / 2, solid.at[1] / spacing + size / 2];
  const reach = max(a, b) * (1.02 + bumpsOf(solid)) * corner(solid) + 1;
  return {
    top: max(0, floor(y0 - reach)),
    bottom: min(size - 1, ceil(y0 + reach)),
    left: max(0, floor(x0 - reach)),
    right: min(size - 1, ceil(x0 + reach)),
    coverage: coverageOf(solid, a, b, [x0, y0]),
  };
}

/** A squarer outline reaches further along the diagonal. */
function corner({ power = 2, turn = 0 }: Solid): number {
  return turn === 0 ? 1 : SQRT2 ** (1 - 2 / max(2, power));
}

/** Share of a pixel that lies inside, from its distance to the outline: edges are smooth, as a scanner's are. */
function coverageOf(solid: Solid, a: number, b: number, [x0, y0]: readonly [number, number]) {
  const { turn = 0, power = 2, waves = [] } = solid;
  const [turnX, turnY] = [cos(turn), sin(turn)];
  const edge = min(a, b) * 0.8;
  const bumps = bumpsOf(solid);
  return (column: number, row: number): number => {
    const [dx, dy] = [column + 0.5 - x0, row + 0.5 - y0];
    const u = (dx * turnX + dy * turnY) / a;
    const v = (dy * turnX - dx * turnY) / b;
    const ellipse = sqrt(u * u + v * v);
    // Far from the outline neither its bumps nor its squareness matter, and most pixels are.
    if ((1 - bumps - ellipse) * edge > 0.5) return 1;
    if ((max(abs(u), abs(v)) - 1 - bumps) * edge > 0.5) return 0;
    const q = power === 2 ? ellipse : (abs(u) ** power + abs(v) ** power) ** (1 / power);
    const limit = bumps === 0 ? 1 : outline(waves, atan2(v, u));
    return min(1, max(0, (limit - q) * edge + 0.5));
  };
}

function bumpsOf({ waves = [] }: Solid): number {
  return waves.reduce((sum, [, bump]) => sum + abs(bump), 0);
}

function outline(waves: NonNullable<Solid['waves']>, angle: number): number {
  return waves.reduce((radius, [count, bump, phase]) => radius + bump * sin(count * angle + phase), 1);
}
