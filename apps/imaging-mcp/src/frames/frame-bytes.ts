import type { PixelFormat } from '@caregate/core-dicom';

/** How many bytes a decoded frame has (PS3.5 §8.1.1). */
export function frameBytesOf({ rows, columns, samplesPerPixel, bitsAllocated }: PixelFormat): number {
  return rows * columns * samplesPerPixel * Math.ceil(bitsAllocated / 8);
}
