import { grain } from '../grain.js';
import { max, min, round } from '../math.js';

const INTERCEPT = 1024;
const MAX_12_BIT = 4095;

export interface ScanNoise {
  readonly seed: number;
  readonly slice: number;
  /** Standard deviation, Hounsfield units. */
  readonly deviation: number;
}

/** Hounsfield units as a scanner stores them: noisy, in 12 bits, and nothing outside the circle it reconstructs. */
export function storedValues(hounsfield: Float32Array, size: number, noise: ScanNoise): Uint16Array<ArrayBuffer> {
  const at = grain(noise.seed, 'scan noise', noise.slice);
  const stored = new Uint16Array(hounsfield.length);
  const radius2 = (size / 2) ** 2;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if ((row + 0.5 - size / 2) ** 2 + (column + 0.5 - size / 2) ** 2 > radius2) continue;
      const index = row * size + column;
      const value = round((hounsfield[index] ?? 0) + noise.deviation * at(row, column)) + INTERCEPT;
      stored[index] = min(MAX_12_BIT, max(0, value));
    }
  }
  return stored;
}
