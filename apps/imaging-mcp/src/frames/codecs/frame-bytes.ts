import type { PixelFormat } from '@caregate/core-dicom';

/** How many bytes a decoded frame has; pixels of one bit share them (PS3.5 §8.1.1). */
export function frameBytesOf({ rows, columns, samplesPerPixel, bitsAllocated }: PixelFormat): number {
  return Math.ceil((rows * columns * samplesPerPixel * bitsAllocated) / 8);
}
