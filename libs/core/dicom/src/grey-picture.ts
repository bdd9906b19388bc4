import type { GreyWindow } from './grey-window.js';
import type { PixelFormat } from './pixel-format.js';

export type StoredValues = Int8Array | Uint8Array | Int16Array | Uint16Array;

/** Modality LUT (PS3.3 C.11.1): stored value × slope + intercept is what was measured. */
export interface Rescale {
  readonly slope: number;
  readonly intercept: number;
}

export interface Look extends Rescale {
  readonly window: GreyWindow;
  /** MONOCHROME1: the lowest value is white. */
  readonly isInverted: boolean;
}

/** Decoded little-endian bytes of a grey picture as numbers; bits above those stored are no part of a value. */
export function storedValues(bytes: Uint8Array, { bitsAllocated, bitsStored, isSigned }: PixelFormat): StoredValues {
  if (bitsAllocated <= 8) return isSigned ? new Int8Array(bytes) : bytes;
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
  const values = new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 1);
  if (bitsStored >= 16) return isSigned ? new Int16Array(values.buffer, values.byteOffset, values.length) : values;
  return isSigned ? signExtended(values, bitsStored) : values.map((value) => value & ((1 << bitsStored) - 1));
}

function signExtended(values: Uint16Array, bitsStored: number): Int16Array {
  const shift = 32 - bitsStored;
  return Int16Array.from(values, (value) => (value << shift) >> shift);
}

/** The darkest and the brightest measured value, as a window. */
export function fullWindow(values: StoredValues, { slope, intercept }: Rescale): GreyWindow {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const [one, other] = [low * slope + intercept, high * slope + intercept];
  return { center: (one + other + 1) / 2, width: Math.max(1, Math.abs(other - one) + 1) };
}

/** Eight bits for each pixel, 0 black. Every stored value is looked up, so that the arithmetic is done once for each. */
export function greyPicture(values: StoredValues, look: Look): Uint8Array {
  const bits = values.BYTES_PER_ELEMENT * 8;
  const isSigned = values instanceof Int16Array || values instanceof Int8Array;
  const lowest = isSigned ? -(2 ** (bits - 1)) : 0;
  const greys = Uint8Array.from({ length: 2 ** bits }, (_none, index) => greyOf(index + lowest, look));
  const picture = new Uint8Array(values.length);
  // An index is in bounds, for the table has an entry for every value that the array can hold.
  for (let at = 0; at < values.length; at += 1) picture[at] = greys[(values[at] ?? 0) - lowest] ?? 0;
  return picture;
}

/** The function LINEAR of PS3.3 C.11.2.1.2.1, halves and all. */
function greyOf(stored: number, { slope, intercept, window, isInverted }: Look): number {
  const value = stored * slope + intercept - (window.center - 0.5);
  const half = (window.width - 1) / 2;
  const share = value <= -half ? 0 : value > half ? 1 : value / (window.width - 1) + 0.5;
  return Math.round((isInverted ? 1 - share : share) * 255);
}
