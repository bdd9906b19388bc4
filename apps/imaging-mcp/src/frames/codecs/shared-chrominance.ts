import type { PixelFormat } from '@caregate/core-dicom';

/** YBR_FULL_422 without compression: of two pixels their luminance, then the chrominance of both (PS3.3 C.7.6.3.1.2). */
export function isChrominanceShared(format: PixelFormat): boolean {
  const { photometricInterpretation, bitsAllocated, samplesPerPixel, columns, isPlanar } = format;
  const isOfBytes = bitsAllocated === 8 && samplesPerPixel === 3;
  return photometricInterpretation === 'YBR_FULL_422' && isOfBytes && columns % 2 === 0 && !isPlanar;
}

/** Four bytes for two pixels. */
export function sharedBytesOf({ rows, columns }: PixelFormat): number {
  return rows * columns * 2;
}

/** The same with all three values for each pixel. */
export function withOwnChrominance(shared: Uint8Array, format: PixelFormat) {
  const pixels = new Uint8Array((shared.length / 2) * 3);
  for (let from = 0, to = 0; from < shared.length; from += 4, to += 6) {
    const [blue, red] = [shared[from + 2] ?? 0, shared[from + 3] ?? 0];
    pixels.set([shared[from] ?? 0, blue, red, shared[from + 1] ?? 0, blue, red], to);
  }
  return { pixels, format: { ...format, photometricInterpretation: 'YBR_FULL' } };
}
