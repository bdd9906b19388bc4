import type { PixelFormat } from '@caregate/core-dicom';

/** The stored bytes, the codec's own copy, ours, the picture of bytes and what is handed to the encoder. */
const COPIES = 5;
/** Of a pixel: single bits become bytes, measured values words, and what is looked up in a palette three colours. */
const PIXEL_BYTES_MIN = 2;
const PALETTE_BYTES = 3;

/** How much memory it takes to make a picture of a frame. */
export function workingBytesOf(format: PixelFormat): number {
  const { rows, columns, samplesPerPixel, bitsAllocated, photometricInterpretation: interpretation } = format;
  const least = interpretation === 'PALETTE COLOR' ? PALETTE_BYTES : PIXEL_BYTES_MIN;
  return rows * columns * Math.max(least, samplesPerPixel * Math.ceil(bitsAllocated / 8)) * COPIES;
}
