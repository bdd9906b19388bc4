import { pixelFormatOf, type Attributes, type PixelFormat } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';

/** How the pixels of a frame are to be read, of which a picture can be made. */
export function drawnFormatOf(attributes: Attributes): PixelFormat {
  const format = pixelFormatOf(attributes);
  if (format === undefined || !isDrawn(format)) throw new DomainError('imaging.frame.undecodable');
  return format;
}

/** Single bits, and whole bytes of grey or of three colours: floats, doses in 32 bits and the like are no pictures. */
function isDrawn({ bitsAllocated, samplesPerPixel }: PixelFormat): boolean {
  if (bitsAllocated === 1) return samplesPerPixel === 1;
  return (bitsAllocated === 8 || bitsAllocated === 16) && (samplesPerPixel === 1 || samplesPerPixel === 3);
}
