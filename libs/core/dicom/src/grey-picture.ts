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
export function storedValues(bytes: Uint8Array, format: PixelFormat): StoredValues {
  const words = wordsOf(bytes, format);
  if (words instanceof Uint8Array) return format.isSigned ? new Int8Array(words) : words;
  const values = format.isSigned ? new Int16Array(words.length) : new Uint16Array(words.length);
  const valueOf = readerOf(format);
  for (let at = 0; at < words.length; at += 1) values[at] = valueOf(words[at] ?? 0);
  return values;
}

/** Decoded little-endian bytes as the words of their pixels, wherever in memory they lie, with bits that are no part of a value. */
export function wordsOf(bytes: Uint8Array, { bitsAllocated }: PixelFormat): Uint8Array | Uint16Array {
  if (bitsAllocated <= 8) return bytes;
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 1);
}

/** What a word stands for: bits above those stored are cut off, and the highest of a signed value is its sign. */
function readerOf({ bitsAllocated, bitsStored, isSigned }: PixelFormat): (word: number) => number {
  const shift = 32 - (bitsAllocated <= 8 ? 8 : Math.min(16, bitsStored));
  return isSigned ? (word) => (word << shift) >> shift : (word) => (word << shift) >>> shift;
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

/**
 * Eight bits for each pixel, 0 black. Every word that a pixel can hold is looked up in one table, so that the arithmetic
 * is done once for each of them and not for each pixel.
 */
export function greyPicture(bytes: Uint8Array, format: PixelFormat, look: Look): Uint8Array {
  const words = wordsOf(bytes, format);
  const greys = greyTable(words.BYTES_PER_ELEMENT === 1 ? 256 : 65_536, readerOf(format), look);
  return words instanceof Uint8Array ? lookedUpBytes(words, greys) : lookedUpWords(words, greys);
}

function greyTable(count: number, valueOf: (word: number) => number, look: Look): Uint8Array {
  const greys = new Uint8Array(count);
  for (let word = 0; word < count; word += 1) greys[word] = greyOf(valueOf(word), look);
  return greys;
}

/** Twice the same loop, as one over two kinds of array is several times slower. */
function lookedUpBytes(words: Uint8Array, greys: Uint8Array): Uint8Array {
  const picture = new Uint8Array(words.length);
  for (let at = 0; at < words.length; at += 1) picture[at] = greys[words[at] ?? 0] ?? 0;
  return picture;
}

function lookedUpWords(words: Uint16Array, greys: Uint8Array): Uint8Array {
  const picture = new Uint8Array(words.length);
  for (let at = 0; at < words.length; at += 1) picture[at] = greys[words[at] ?? 0] ?? 0;
  return picture;
}

function greyOf(stored: number, { slope, intercept, window, isInverted }: Look): number {
  const share = shareOf(stored * slope + intercept, window);
  return Math.round((isInverted ? 1 - share : share) * 255);
}

/** Between 0 and 1, by the functions of PS3.3 C.11.2.1.2 and C.11.2.1.3; LINEAR has halves that the others have not. */
function shareOf(value: number, { center, width, curve }: GreyWindow): number {
  if (curve === 'SIGMOID') return 1 / (1 + Math.exp((-4 * (value - center)) / width));
  const [from, range] = curve === 'LINEAR_EXACT' ? [value - center, width] : [value - (center - 0.5), width - 1];
  if (from <= -range / 2) return 0;
  return from > range / 2 ? 1 : from / range + 0.5;
}
