import type { FrameStream, ImageSetAddress } from '../archives/image-archive.port.js';
import type { ImageSets } from '../image-sets/image-sets.js';
import { findFrame } from './find-frame.js';

/** Stored frames of any size, part by part: none of them is ever whole in memory. */
export class FrameDownloads {
  private readonly root: string;

  constructor(
    private readonly imageSets: ImageSets,
    publicUrl: string,
  ) {
    this.root = publicUrl.replace(/\/$/, '');
  }

  /** Where the frames of an image set are: the id of one goes at the end. */
  urlOf({ datastoreId, imageSetId }: ImageSetAddress, patientId: string): string {
    return `${this.root}/patients/${patientId}/datastores/${datastoreId}/image-sets/${imageSetId}/frames/`;
  }

  /** Of an image set that belongs to this patient and to nobody else. */
  async open(address: ImageSetAddress, patientId: string, frameId: string): Promise<FrameStream> {
    const { archive, images } = await this.imageSets.open(address, patientId, undefined);
    const { frame } = findFrame(images, { id: frameId, position: undefined });
    return archive.openFrame(address, frame.id);
  }
}
