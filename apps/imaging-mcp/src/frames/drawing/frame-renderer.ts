import type { ImageFrame } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import sharp, { type Sharp } from 'sharp';
import type { ArchiveMetrics } from '../../archives/archive-metrics.port.js';
import type { EncodedFrame } from '../../archives/image-archive.port.js';
import { coloursOf } from './colours.js';
import type { ChosenWindow, WindowRequest } from './frame-look.js';
import { FrameDecoder, type DecodedFrame } from '../codecs/frame.decoder.js';
import { greysOf } from './greys.js';
import { paletteColoursOf } from '../tables/palette.js';

/** Hosts cut or refuse larger results; Base64 adds a third to it. */
export const PICTURE_BYTES_MAX = 250_000;

const SIDE_MIN = 64;
const JPEG_QUALITY = 85;

export interface RenderRequest extends WindowRequest {
  /** The longer side, in pixels; a picture is never made larger than it is. */
  readonly size: number;
  readonly format: 'png' | 'jpeg';
}

export interface RenderedFrame {
  readonly bytes: Buffer;
  readonly mimeType: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
  /** `undefined` of a picture in colours, which has none. */
  readonly window: ChosenWindow | undefined;
  readonly checksum: DecodedFrame['checksum'];
}

/** Makes of a stored frame a picture that people and models can look at. */
export class FrameRenderer {
  private readonly decoder = new FrameDecoder();

  constructor(private readonly metrics: Pick<ArchiveMetrics, 'frameRendered'>) {}

  async render(frame: ImageFrame, encoded: EncodedFrame, request: RenderRequest): Promise<RenderedFrame> {
    const started = performance.now();
    const decoded = await this.decoder.decode(frame, encoded);
    const { picture, window } = picturedAs(decoded, frame, request);
    const made = await withinBudget(picture, request);
    this.metrics.frameRendered((performance.now() - started) / 1000);
    return { ...made, window, checksum: decoded.checksum };
  }
}

interface Picture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

function picturedAs(decoded: DecodedFrame, { attributes }: ImageFrame, request: RenderRequest) {
  const { columns: width, rows: height, samplesPerPixel, photometricInterpretation } = decoded.format;
  const coloured = (pixels: Uint8Array) => ({
    picture: { pixels, width, height, channels: 3 } satisfies Picture,
    window: undefined,
  });
  if (samplesPerPixel === 3) return coloured(coloursOf(decoded));
  if (photometricInterpretation === 'PALETTE COLOR') return coloured(paletteColoursOf(decoded, attributes));
  if (!photometricInterpretation.startsWith('MONOCHROME')) throw new DomainError('imaging.frame.undecodable');
  const { greys, window } = greysOf(decoded, attributes, request);
  return { picture: { pixels: greys, width, height, channels: 1 } satisfies Picture, window };
}

/** Smaller and smaller, until it fits. */
async function withinBudget(picture: Picture, { size, format }: RenderRequest) {
  const { pixels, width, height, channels } = picture;
  let side = Math.min(size, Math.max(width, height));
  for (;;) {
    const raw = sharp(pixels, { raw: { width, height, channels } });
    const { data, info } = await encoded(sized(raw, side, Math.max(width, height)), format, channels);
    const mimeType = format === 'png' ? ('image/png' as const) : ('image/jpeg' as const);
    if (data.length <= PICTURE_BYTES_MAX || side <= SIDE_MIN)
      return { bytes: data, mimeType, width: info.width, height: info.height };
    side = Math.max(SIDE_MIN, Math.floor(side * Math.min(0.9, Math.sqrt(PICTURE_BYTES_MAX / data.length))));
  }
}

function sized(picture: Sharp, side: number, longest: number): Sharp {
  return side === longest ? picture : picture.resize({ width: side, height: side, fit: 'inside' });
}

function encoded(picture: Sharp, format: RenderRequest['format'], channels: 1 | 3) {
  const plain = channels === 1 ? picture.toColourspace('b-w') : picture;
  const compressed = format === 'png' ? plain.png({ compressionLevel: 6 }) : plain.jpeg({ quality: JPEG_QUALITY });
  return compressed.toBuffer({ resolveWithObject: true });
}
