import { jxlSize } from './jxl-size.js';

/** The bits of a header, from the lowest of each byte on, as ISO/IEC 18181-1 writes them. */
function header(...parts: readonly (readonly [value: number, bits: number])[]): Buffer {
  const bits = parts.flatMap(([value, count]) => Array.from({ length: count }, (_none, at) => (value >> at) & 1));
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8) + 4);
  bytes.writeUInt16BE(0xff0a, 0);
  for (const [at, bit] of bits.entries()) bytes[2 + (at >> 3)] = (bytes[2 + (at >> 3)] ?? 0) | (bit << (at & 7));
  return bytes;
}

const SMALL = [1, 1] as const;
const LARGE = [0, 1] as const;
const SQUARE = [1, 3] as const;
const OWN_WIDTH = [0, 3] as const;

describe('the size in a codestream of JPEG XL', () => {
  it.each([
    ['a square of eights', header(SMALL, [63 >> 3, 5], SQUARE), { width: 64, height: 64 }],
    ['two sides of eights', header(SMALL, [0, 5], OWN_WIDTH, [31, 5]), { width: 256, height: 8 }],
    ['a square of any side', header(LARGE, [0, 2], [16, 9], SQUARE), { width: 17, height: 17 }],
    ['a ratio', header(LARGE, [1, 2], [1079, 13], [5, 3]), { width: 1920, height: 1080 }],
    ['two sides', header(LARGE, [0, 2], [9, 9], OWN_WIDTH, [2, 2], [99_999, 18]), { width: 100_000, height: 10 }],
    ['a side beyond all memory', header(LARGE, [3, 2], [2 ** 30 - 1, 30], SQUARE), { width: 2 ** 30, height: 2 ** 30 }],
  ])('is read from %s', (_what, bytes, size) => {
    expect(jxlSize(bytes)).toEqual(size);
  });

  it('is not there in the boxes around it, nor in what is too short', () => {
    expect(jxlSize(Buffer.from('0000000c4a584c200d0a870a', 'hex'))).toBeUndefined();
    expect(jxlSize(Buffer.from('ff0a', 'hex'))).toBeUndefined();
  });
});
