import { jpegSegments, START_OF_SCAN } from './jpeg-segments.js';

/**
 * Whether the colours of a JPEG-LS stand in planes: its scans say so by their interleave mode (ITU-T T.87 §C.2.3), whatever
 * the headers around it say.
 */
export function isJpegLsInPlanes(bytes: Buffer): boolean {
  for (const { marker, at } of jpegSegments(bytes))
    // Components of two bytes each, and NEAR, stand before it.
    if (marker === START_OF_SCAN) return bytes[at + 3 + 2 * (bytes[at + 2] ?? 0) + 1] === 0;
  return false;
}
