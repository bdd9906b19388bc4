import { Readable } from 'node:stream';
import { DomainError } from '@caregate/core-errors';
import { Audited, Requires } from '@caregate/kit-http';
import { Controller, Get, Inject, Param, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { FrameDownloads } from '../frames/frame-downloads.js';
import { addressOf, datastoreId, imageFrameId, imageSetId } from '../image-sets/image-set.parameters.js';

const place = z.object({
  patientId: z.string(),
  datastore_id: datastoreId,
  image_set_id: imageSetId,
  image_frame_id: imageFrameId,
});

/** Stored frames for programs. The patient stands in the path, and what is not that patient's is not there. */
@Controller('patients/:patientId/datastores/:datastore_id/image-sets/:image_set_id/frames')
export class FramesController {
  constructor(@Inject(FrameDownloads) private readonly downloads: FrameDownloads) {}

  @Get(':image_frame_id')
  @Requires('imaging:read', { patientParam: 'patientId' })
  @Audited('imaging.frame.read')
  async download(@Param() asked: unknown): Promise<StreamableFile> {
    const parsed = place.safeParse(asked);
    // An address of another form leads nowhere.
    if (!parsed.success) throw new DomainError('imaging.resource.not_found');
    const { patientId, image_frame_id: frameId } = parsed.data;
    const { chunks, contentType, bytes } = await this.downloads.open(addressOf(parsed.data), patientId, frameId);
    const options = { type: contentType, ...(bytes !== undefined && { length: bytes }) };
    return new StreamableFile(Readable.from(chunks, { objectMode: false }), options);
  }
}
