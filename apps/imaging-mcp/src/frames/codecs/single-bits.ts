import type { PixelFormat } from '@caregate/core-dicom';

/** A byte for each pixel of one bit; the first of eight is the least significant (PS3.5 §8.1.1, figure D.2-5). */
export function unpackedBits(packed: Uint8Array, { rows, columns }: PixelFormat): Uint8Array {
  const pixels = new Uint8Array(rows * columns);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = ((packed[at >> 3] ?? 0) >> (at & 7)) & 1;
  return pixels;
}
