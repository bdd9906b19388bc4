import { jpegSegments } from './jpeg-segments.js';

export interface EncodedSize {
  readonly width: number;
  readonly height: number;
  readonly components: number;
}

/** SOC and SIZ, with which every codestream of JPEG 2000 begins (ITU-T T.800 §A.4.1, §A.5.1). */
const CODESTREAM = 0xff4fff51;
const SIZ_BYTES_MIN = 42;
/** SOI, with which every stream of JPEG and JPEG-LS begins (ITU-T T.81 §B.1.1.3, T.87 §C.1.1). */
const START_OF_IMAGE = 0xffd8;
/** Up to the number of components. */
const FRAME_BYTES_MIN = 8;

/**
 * What an encoded picture says of its size: a few bytes may claim to be gigabytes, and a decoder would believe them.
 * `undefined` of what does not say it where these compressions do.
 */
export function encodedSize(bytes: Buffer): EncodedSize | undefined {
  if (bytes.length >= SIZ_BYTES_MIN && bytes.readUInt32BE(0) === CODESTREAM)
    return {
      width: bytes.readUInt32BE(8) - bytes.readUInt32BE(16),
      height: bytes.readUInt32BE(12) - bytes.readUInt32BE(20),
      components: bytes.readUInt16BE(40),
    };
  return bytes.length > 2 && bytes.readUInt16BE(0) === START_OF_IMAGE ? sizeInFrameHeader(bytes) : undefined;
}

/** EOI and EOC, with which all of these end (T.81 §B.1.1.3, T.800 §A.4.4). */
const END = Buffer.of(0xff, 0xd9);

/** Whether the end is there: decoders paint what is missing grey. What follows it may be padding only (PS3.5 §A.4). */
export function isEnded(bytes: Buffer): boolean {
  const at = bytes.lastIndexOf(END);
  return at >= 0 && bytes.subarray(at + END.length).every((byte) => byte === 0 || byte === 0xff);
}

/** Of the frame header (T.81 §B.2.2); a picture has but one. */
function sizeInFrameHeader(bytes: Buffer): EncodedSize | undefined {
  for (const { marker, at } of jpegSegments(bytes))
    if (isFrame(marker) && at + FRAME_BYTES_MIN <= bytes.length)
      return {
        height: bytes.readUInt16BE(at + 3),
        width: bytes.readUInt16BE(at + 5),
        components: bytes[at + 7] ?? 0,
      };
  return undefined;
}

/** SOF0 to SOF15 without DHT, JPG and DAC among them (T.81 table B.1), and SOF55 of JPEG-LS. */
function isFrame(marker: number): boolean {
  return marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));
}
