import type { PixelFormat } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import type { DecodedFrame } from '../codecs/frame.decoder.js';
import { lookedUp } from '../tables/word-table.js';

/** Three bytes for each pixel: red, green, blue. */
export function coloursOf({ format, pixels, isRgb }: DecodedFrame): Uint8Array {
  const { photometricInterpretation: interpretation, isPlanar, bitsAllocated } = format;
  const isReady = isRgb || READY.has(interpretation);
  if (!isReady && !(interpretation === 'YBR_FULL' && bitsAllocated === 8))
    throw new DomainError('imaging.frame.undecodable', { detail: { interpretation } });
  const bytes = bitsAllocated === 8 ? pixels : eightBitsOf(pixels, format);
  const side = isPlanar ? interleaved(bytes) : bytes;
  return isReady ? side : rgbOf(side);
}

/** The brightest of the stored bits becomes the brightest of a byte. */
function eightBitsOf(pixels: Uint8Array, format: PixelFormat): Uint8Array {
  const most = 2 ** format.bitsStored - 1;
  const unsigned = { ...format, isSigned: false };
  return lookedUp(pixels, unsigned, Uint8Array, (value) => Math.round((value * 255) / most));
}

/** The last two are made within JPEG 2000, whose decoders undo them (PS3.3 C.7.6.3.1.2). */
const READY = new Set(['RGB', 'YBR_RCT', 'YBR_ICT']);

function interleaved(planes: Uint8Array): Uint8Array {
  const count = planes.length / 3;
  const pixels = new Uint8Array(planes.length);
  for (let at = 0; at < count; at += 1)
    for (let plane = 0; plane < 3; plane += 1) pixels[at * 3 + plane] = planes[plane * count + at] ?? 0;
  return pixels;
}

/** PS3.3 C.7.6.3.1.2, turned round; what would lie outside of a byte is held at its ends. */
function rgbOf(ybr: Uint8Array): Uint8Array {
  const rgb = new Uint8ClampedArray(ybr.length);
  for (let at = 0; at + 2 < ybr.length; at += 3) {
    const y = ybr[at] ?? 0;
    const blue = (ybr[at + 1] ?? 0) - 128;
    const red = (ybr[at + 2] ?? 0) - 128;
    rgb[at] = y + 1.402 * red;
    rgb[at + 1] = y - 0.344136 * blue - 0.714136 * red;
    rgb[at + 2] = y + 1.772 * blue;
  }
  return new Uint8Array(rgb.buffer);
}
