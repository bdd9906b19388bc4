export interface CodestreamSize {
  readonly width: number;
  readonly height: number;
}

/** SOC and SIZ, with which every codestream of JPEG 2000 begins (ITU-T T.800 §A.4.1, §A.5.1). */
const BEGINNING = 0xff4fff51;
const SIZ_BYTES_MIN = 24;

/** What a codestream says of its size: a few bytes may claim to be gigabytes, and a decoder would believe them. */
export function codestreamSize(bytes: Buffer): CodestreamSize | undefined {
  if (bytes.length < SIZ_BYTES_MIN || bytes.readUInt32BE(0) !== BEGINNING) return undefined;
  return {
    width: bytes.readUInt32BE(8) - bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(12) - bytes.readUInt32BE(20),
  };
}
