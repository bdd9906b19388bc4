import { numbersOf } from '@caregate/core-dicom';

/** Data of a look-up table, which archives give as bytes, as their Base64, or as words. */
export function tableBytes(data: unknown): Buffer | undefined {
  if (Buffer.isBuffer(data)) return data;
  if (typeof data === 'string') return Buffer.from(data, 'base64');
  const words = numbersOf({ data }, 'data');
  return words.length === 0 ? undefined : Buffer.from(Uint16Array.from(words).buffer);
}
