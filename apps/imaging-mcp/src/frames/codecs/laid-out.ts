import { numberOf, type Attributes, type PixelFormat } from '@caregate/core-dicom';
import { unpackedBits } from './single-bits.js';

interface Laid {
  readonly pixels: Uint8Array;
  readonly format: PixelFormat;
}

/**
 * Pixels of whole bytes whose stored bits are the lowest. They end at High Bit (0028,0102), which older objects have
 * further up than the standard has it now (PS3.5 §8.1.1).
 */
export function laidOut({ pixels, format }: Laid, attributes: Attributes): Laid {
  const { bitsAllocated, bitsStored } = format;
  if (bitsAllocated === 1) return { pixels: unpackedBits(pixels, format), format: { ...format, bitsAllocated: 8 } };
  const highBit = numberOf(attributes, 'HighBit') ?? 0;
  const shift = highBit + 1 - bitsStored;
  const isLow = shift <= 0 || highBit >= bitsAllocated || !Number.isInteger(highBit);
  return { pixels: isLow ? pixels : shifted(pixels, bitsAllocated, shift), format };
}

function shifted(pixels: Uint8Array, bitsAllocated: number, shift: number): Uint8Array {
  if (bitsAllocated === 8) return pixels.map((byte) => byte >> shift);
  const words = new Uint16Array(new Uint8Array(pixels).buffer);
  return new Uint8Array(words.map((word) => word >> shift).buffer);
}
