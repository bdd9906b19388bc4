import { jpegSegments } from './jpeg-segments.js';

/** SOF0 to SOF2, of the JPEG that loses (ITU-T T.81 table B.1). */
const LOSSY_FRAMES = new Set([0xc0, 0xc1, 0xc2]);

/**
 * Whether some components of a JPEG have fewer samples than others (ITU-T T.81 §B.2.2). Those are chrominance: of red, green
 * and blue none can be spared, so that a header which says RGB is wrong, as GDCM writes it.
 */
export function isSubsampled(bytes: Buffer): boolean {
  for (const { marker, at } of jpegSegments(bytes)) {
    if (!LOSSY_FRAMES.has(marker)) continue;
    const factors = Array.from({ length: bytes[at + 7] ?? 0 }, (_none, component) => bytes[at + 9 + 3 * component]);
    return new Set(factors).size > 1;
  }
  return false;
}
