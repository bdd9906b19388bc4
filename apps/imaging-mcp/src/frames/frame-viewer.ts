import type { ImageFrame } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import { boundedBody } from '../archives/bounded-body.js';
import type { EncodedFrame, ImageArchive, ImageSetAddress } from '../archives/image-archive.port.js';
import { ByteBudget } from './byte-budget.js';
import { drawnFormatOf } from './codecs/drawn-format.js';
import { withTables } from './tables/frame-tables.js';
import { workingBytesOf } from './working-bytes.js';
import type { FrameRenderer, RenderedFrame, RenderRequest } from './drawing/frame-renderer.js';

/** Bytes, Base64 and the JSON around it twice: as text and as what is sent. */
const BLOB_COPIES = 6;

export interface Place {
  readonly archive: Pick<ImageArchive, 'frame' | 'openFrame' | 'bulkData'>;
  readonly address: ImageSetAddress;
  /** Aborts when nobody waits for the picture any more: none is fetched or made from then on. */
  readonly signal: AbortSignal;
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
  async stored({ archive, address, signal }: Place, frame: ImageFrame, bytesMax: number): Promise<EncodedFrame> {
    const fetch = async () => {
      const { chunks, contentType } = await archive.openFrame(address, frame.id);
      const limit = { bytesMax, code: 'imaging.frame.too_large' } as const;
      return { bytes: await boundedBody(heard(chunks, signal), limit), contentType };
    };
    return this.budget.spend(bytesMax * BLOB_COPIES, fetch, signal);
  }

  async look({ archive, address, signal }: Place, frame: ImageFrame, request: RenderRequest): Promise<RenderedFrame> {
    const make = async () => {
      const attributes = await withTables(frame.attributes, (value) => archive.bulkData(value));
      const whole = { ...frame, attributes };
      const drawn = async (fresh?: 'fresh') => {
        signal.throwIfAborted();
        const stored = await archive.frame(address, frame.id, fresh);
        signal.throwIfAborted();
        return this.renderer.render(whole, stored, request);
      };
      try {
        return await drawn();
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'imaging.frame.unreadable') throw error;
        // What was damaged on its way, and perhaps remembered so, may be whole where it is kept.
        return drawn('fresh');
      }
    };
    return this.budget.spend(workingBytesOf(drawnFormatOf(frame.attributes)), make, signal);
  }
}

async function* heard(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    yield chunk;
  }
}
