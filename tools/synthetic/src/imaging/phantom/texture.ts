import { ceil, floor, imul, round } from '../math.js';
import type { SliceGrid } from './slice-grid.js';

const CELL_PIXELS = 5;

/** Smooth noise between -1 and 1 for a slice, the same at the same place: tissue is not of one shade. */
export function texture({ size, z }: SliceGrid): Float32Array {
  const across = ceil(size / CELL_PIXELS) + 2;
  const layer = scatter(round(z * 8));
  const knots = new Float32Array(across * across);
  for (let n = 0; n < knots.length; n += 1) knots[n] = scatter(layer ^ imul(n, 0x9e3779b1)) / 0x8000_0000 - 1;
  const shades = new Float32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const y = floor(row / CELL_PIXELS);
    const fy = ease(row / CELL_PIXELS - y);
    for (let column = 0; column < size; column += 1) {
      const x = floor(column / CELL_PIXELS);
      const fx = ease(column / CELL_PIXELS - x);
      const knot = y * across + x;
      const top = lerp(knots[knot] ?? 0, knots[knot + 1] ?? 0, fx);
      const bottom = lerp(knots[knot + across] ?? 0, knots[knot + across + 1] ?? 0, fx);
      shades[row * size + column] = lerp(top, bottom, fy);
    }
  }
  return shades;
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}

function lerp(from: number, to: number, t: number): number {
  return from + (to - from) * t;
}

/** The finalizer of MurmurHash3. */
function scatter(value: number): number {
  const half = imul(value ^ (value >>> 16), 0x85ebca6b);
  const whole = imul(half ^ (half >>> 13), 0xc2b2ae35);
  return (whole ^ (whole >>> 16)) >>> 0;
}
