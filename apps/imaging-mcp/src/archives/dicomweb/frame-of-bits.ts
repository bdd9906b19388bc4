import type { PixelFormat } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';

/** One frame (from 1) of all that are packed bit after bit (PS3.5 §8.1.1), moved so that it begins with a byte. */
export function frameOfBits(packed: Buffer, { rows, columns }: PixelFormat, number: number): Buffer {
  const count = rows * columns;
  const from = (number - 1) * count;
  if (packed.length * 8 < from + count)
    throw new DomainError('imaging.frame.unreadable', { detail: { fault: 'size' } });
  const shift = from % 8;
  const first = (from - shift) / 8;
  const frame = Buffer.alloc(Math.ceil(count / 8));
  for (let at = 0; at < frame.length; at += 1)
    frame[at] = ((packed[first + at] ?? 0) >> shift) | ((packed[first + at + 1] ?? 0) << (8 - shift));
  return frame;
}
