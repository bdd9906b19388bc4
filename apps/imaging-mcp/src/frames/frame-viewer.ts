import type { ImageFrame } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import { boundedBody } from '../archives/bounded-body.js';
import type { EncodedFrame, ImageArchive, ImageSetAddress } from '../archives/image-archive.port.js';
import { ByteBudget } from './byte-budget.js';
import { drawnFormatOf } from './drawn-format.js';
import { withTables } from './frame-tables.js';
import { workingBytesOf } from './working-bytes.js';
import type { FrameRenderer, RenderedFrame, RenderRequest } from './frame-renderer.js';

/** Bytes, Base64 and the JSON around it twice: as text and as what is sent. */
const BLOB_COPIES = 6;

export interface Place {
  readonly archive: Pick<ImageArchive, 'frame' | 'openFrame' | 'bulkData'>;
  readonly address: ImageSetAddress;
}

/** Fetches a frame and makes a picture of it, within the memory that there is for that. */
export class FrameViewer {
  private readonly budget: ByteBudget;

  constructor(
    private readonly renderer: FrameRenderer,
    bytesMax: number,
  ) {
    this.budget = new ByteBudget(bytesMax);
  }

  /** The stored bytes of a frame, if they are not more than that. */
  async stored({ archive, address }: Place, frame: ImageFrame, bytesMax: number): Promise<EncodedFrame> {
    return this.budget.spend(bytesMax * BLOB_COPIES, async () => {
      const { chunks, contentType } = await archive.openFrame(address, frame.id);
      return { bytes: await boundedBody(chunks, { bytesMax, code: 'imaging.frame.too_large' }), contentType };
    });
  }

  async look({ archive, address }: Place, frame: ImageFrame, request: RenderRequest): Promise<RenderedFrame> {
    const format = drawnFormatOf(frame.attributes);
    return this.budget.spend(workingBytesOf(format), async () => {
      const attributes = await withTables(frame.attributes, (value) => archive.bulkData(value));
      const whole = { ...frame, attributes };
      const stored = await archive.frame(address, frame.id);
      try {
        return await this.renderer.render(whole, stored, request);
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'imaging.frame.unreadable') throw error;
        // What was damaged on its way, and perhaps remembered so, may be whole where it is kept.
        return this.renderer.render(whole, await archive.frame(address, frame.id, 'fresh'), request);
      }
    });
  }
}
