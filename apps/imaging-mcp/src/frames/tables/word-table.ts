import { storedValues, wordsOf, type PixelFormat } from '@caregate/core-dicom';

/** What becomes of every word that a pixel can hold: the arithmetic is done once for each of them, not for each pixel. */
export function wordTable(format: PixelFormat, valueOf: (stored: number) => number): Uint16Array {
  const table = new Uint16Array(format.bitsAllocated <= 8 ? 256 : 65_536);
  const words = table.map((_none, word) => word);
  const stored = storedValues(table.length === 256 ? new Uint8Array(words) : new Uint8Array(words.buffer), format);
  for (let word = 0; word < table.length; word += 1) table[word] = valueOf(stored[word] ?? 0);
  return table;
}

/** A picture with something else in the place of each stored value. */
export function lookedUp<T extends Uint8Array | Uint16Array>(
  pixels: Uint8Array,
  format: PixelFormat,
  Kind: new (length: number) => T,
  valueOf: (stored: number) => number,
): T {
  const table = wordTable(format, valueOf);
  const words = wordsOf(pixels, format);
  const picture = new Kind(words.length);
  for (let at = 0; at < words.length; at += 1) picture[at] = table[words[at] ?? 0] ?? 0;
  return picture;
}
