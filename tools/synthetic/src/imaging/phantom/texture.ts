import { floor, imul, round } from '../math.js';

const CELL_PIXELS = 5;

/** Smooth noise between -1 and 1, the same at the same place: tissue is not of one shade. */
export function texture(column: number, row: number, z: number): number {
  const [x, y] = [column / CELL_PIXELS, row / CELL_PIXELS];
  const [x0, y0] = [floor(x), floor(y)];
  const [fx, fy] = [ease(x - x0), ease(y - y0)];
  const layer = scatter(round(z * 8));
  const top = lerp(knot(x0, y0, layer), knot(x0 + 1, y0, layer), fx);
  const bottom = lerp(knot(x0, y0 + 1, layer), knot(x0 + 1, y0 + 1, layer), fx);
  return lerp(top, bottom, fy);
}

function knot(x: number, y: number, layer: number): number {
  return scatter(layer ^ imul(x, 0x9e3779b1) ^ imul(y, 0x85ebca77)) / 0x8000_0000 - 1;
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
