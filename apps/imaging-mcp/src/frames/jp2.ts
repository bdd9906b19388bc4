/** The signature box of a JP2 file (ITU-T T.800 §I.5.1). */
const SIGNATURE = Buffer.from('0000000c6a5020200d0a870a', 'hex');
const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;

/**
 * The codestream itself. PS3.5 §A.4.4 forbids the file around it, which some devices write all the same; what is said in
 * there is left unread, so that nothing but the codestream decides what a decoder does.
 */
export function codestreamOf(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return bytes;
  for (let at = SIGNATURE.length; at + HEADER_BYTES <= bytes.length;) {
    const { type, header, length } = boxAt(bytes, at);
    if (type === 'jp2c') return bytes.subarray(at + header, at + length);
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
