import type { Attributes } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import sharp from 'sharp';
import { FrameRenderer, type RenderRequest } from '../frames/drawing/frame-renderer.js';

const renderer = new FrameRenderer({ frameRendered: () => undefined });
const asked: RenderRequest = { window: 'default', center: undefined, width: undefined, size: 1024, format: 'png' };

/** What somebody asks of a picture, and how it is stored: uncompressed unless it is said. */
export interface Rendering extends Partial<RenderRequest> {
  readonly contentType?: string;
}

export function rendered(attributes: Attributes, bytes: Uint8Array, rendering: Rendering = {}) {
  const { contentType = 'application/octet-stream', ...request } = rendering;
  const place = { seriesInstanceUid: '2.25.1', sopInstanceUid: '2.25.2', instanceNumber: 1, frameNumber: 1 };
  const frame = { ...place, id: 'f', attributes, metadata: { ID: 'f' } };
  return renderer.render(frame, { bytes: Buffer.from(bytes), contentType }, { ...asked, ...request });
}

/** Greys or colours as they are seen, pixel by pixel. */
export async function shownPixels(
  attributes: Attributes,
  bytes: Uint8Array,
  rendering?: Rendering,
): Promise<readonly number[]> {
  return pixelsOfPng((await rendered(attributes, bytes, rendering)).bytes);
}

export async function pixelsOfPng(png: Buffer | undefined): Promise<readonly number[]> {
  const picture = sharp(png);
  const isGrey = (await picture.metadata()).space === 'b-w';
  return [...(await (isGrey ? picture.toColourspace('b-w') : picture).raw().toBuffer())];
}

/** The code of the refusal; `shown` where there is none. */
export async function refusalOf(attributes: Attributes, bytes: Uint8Array, rendering?: Rendering): Promise<string> {
  try {
    await rendered(attributes, bytes, rendering);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'shown';
}
