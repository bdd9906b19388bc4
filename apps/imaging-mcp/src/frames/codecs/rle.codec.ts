import type { PixelFormat } from '@caregate/core-dicom';

const HEADER_BYTES = 64;

/** RLE of DICOM (PS3.5 annex G), little-endian and in planes; throws at whatever is not as long as it must be. */
export function decodeRle(bytes: Buffer, { rows, columns, samplesPerPixel, bitsAllocated }: PixelFormat): Uint8Array {
  const pixels = rows * columns;
  const width = bitsAllocated / 8;
  const count = samplesPerPixel * width;
  if (bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== count) throw new Error('Another number of segments.');
  const decoded = new Uint8Array(pixels * count);
  for (let segment = 0; segment < count; segment += 1) {
    const start = bytes.readUInt32LE(4 + 4 * segment);
    const end = segment + 1 < count ? bytes.readUInt32LE(8 + 4 * segment) : bytes.length;
    if (start < HEADER_BYTES || end < start || end > bytes.length) throw new Error('A segment out of its place.');
    const plane = unpacked(bytes.subarray(start, end), pixels);
    // Each sample begins with its most significant byte.
    const first = Math.floor(segment / width) * pixels * width + (width - 1 - (segment % width));
    for (let at = 0; at < pixels; at += 1) decoded[first + at * width] = plane[at] ?? 0;
  }
  return decoded;
}

/** PackBits (PS3.5 §G.3.2); what follows the last pixel is padding. */
function unpacked(packed: Buffer, length: number): Uint8Array {
  const plane = new Uint8Array(length);
  let from = 0;
  for (let to = 0; to < length;) {
    const control = packed[from];
    if (control === undefined) throw new Error('A segment that ends too early.');
    if (control < 128) {
      const end = Math.min(from + 2 + control, packed.length);
      plane.set(packed.subarray(from + 1, Math.min(end, from + 1 + length - to)), to);
      if (end < from + 2 + control) throw new Error('A segment that ends too early.');
      to += control + 1;
      from = end;
    } else {
      if (control > 128) {
        if (from + 1 >= packed.length) throw new Error('A segment that ends too early.');
        plane.fill(packed[from + 1] ?? 0, to, Math.min(length, to + 257 - control));
        to += 257 - control;
      }
      from += control === 128 ? 1 : 2;
    }
  }
  return plane;
}
