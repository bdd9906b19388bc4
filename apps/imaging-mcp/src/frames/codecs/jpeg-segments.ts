export interface JpegSegment {
  readonly marker: number;
  /** Where its length stands, with what it says behind it. */
  readonly at: number;
}

/** SOS, behind which there are no more segments but the picture itself. */
export const START_OF_SCAN = 0xda;

/** From marker to marker up to the first scan, of JPEG and of JPEG-LS (ITU-T T.81 §B.1.1, T.87 §C.1.1). */
export function* jpegSegments(bytes: Buffer): Generator<JpegSegment> {
  for (let at = 2; at + 4 <= bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at] !== 0xff) return;
    // Any number of these may stand before a marker.
    while (bytes[at + 1] === 0xff) at += 1;
    if (at + 4 > bytes.length) return;
    const marker = bytes[at + 1] ?? 0;
    yield { marker, at: at + 2 };
    if (marker === START_OF_SCAN) return;
  }
}
