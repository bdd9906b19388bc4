/** With which a codestream of JPEG XL begins (ISO/IEC 18181-1 §D.1). */
const CODESTREAM = 0xff0a;
const HEADER_BYTES_MAX = 12;
/** By a selector of two bits: how long a side is that is no multiple of eight (§D.2, table D.2). */
const SIDE_BITS = [9, 13, 18, 30] as const;
/** Width to height, where the height alone is written (table D.3). */
const RATIOS = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const;

/** What a codestream of JPEG XL says of its size; `undefined` of what is none. */
export function jxlSize(bytes: Buffer): { readonly width: number; readonly height: number } | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== CODESTREAM) return undefined;
  const read = bitsOf(bytes.subarray(2, HEADER_BYTES_MAX + 2));
  const isSmall = read(1) === 1;
  const side = () => (isSmall ? (read(5) + 1) * 8 : read(SIDE_BITS[read(2)] ?? 0) + 1);
  const height = side();
  const ratio = RATIOS[read(3) - 1];
  return { height, width: ratio === undefined ? side() : Math.floor((height * ratio[0]) / ratio[1]) };
}

/** From the lowest bit of each byte on; behind the end there are zeros. */
function bitsOf(bytes: Buffer): (count: number) => number {
  let at = 0;
  return (count) => {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1, at += 1) value += (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) * 2 ** bit;
    return value;
  };
}
