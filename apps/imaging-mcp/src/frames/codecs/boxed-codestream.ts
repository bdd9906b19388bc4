/** The signature boxes of a JP2 file (ITU-T T.800 §I.5.1) and of one of JPEG XL (ISO/IEC 18181-2 §9.1). */
const SIGNATURES = ['0000000c6a5020200d0a870a', '0000000c4a584c200d0a870a'];
const SIGNATURE_BYTES = 12;
const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;
/** How far behind its header each box has the codestream: parts of JPEG XL begin with their number. */
const CODESTREAMS: Readonly<Record<string, number>> = { jp2c: 0, jxlc: 0, jxlp: 4 };

/**
 * The codestream itself, or of JPEG XL its beginning. PS3.5 §A.4.4 forbids a JP2 file around it, which some devices
 * write all the same; what is said in there is left unread, so that nothing but the codestream decides what is shown.
 */
export function codestreamOf(bytes: Buffer): Buffer {
  if (!SIGNATURES.includes(bytes.toString('hex', 0, SIGNATURE_BYTES))) return bytes;
  for (let at = SIGNATURE_BYTES; at + HEADER_BYTES <= bytes.length;) {
    const { type, header, length } = boxAt(bytes, at);
    const start = CODESTREAMS[type];
    if (start !== undefined) return bytes.subarray(at + header + start, at + length);
    if (length < header) break;
    at += length;
  }
  throw new Error('The file holds no codestream.');
}

/** T.800 §I.4: a length of 0 reaches to the end, one of 1 stands in eight bytes more. */
function boxAt(bytes: Buffer, at: number) {
  const type = bytes.toString('latin1', at + 4, at + HEADER_BYTES);
  const short = bytes.readUInt32BE(at);
  if (short === 0) return { type, header: HEADER_BYTES, length: bytes.length - at };
  if (short !== 1 || at + LONG_HEADER_BYTES > bytes.length) return { type, header: HEADER_BYTES, length: short };
  return { type, header: LONG_HEADER_BYTES, length: Number(bytes.readBigUInt64BE(at + HEADER_BYTES)) };
}
