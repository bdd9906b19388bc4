import type { ImageSet } from '../archive/image-set.js';

/** What a search tells of an image set. */
export function summaryOf(set: ImageSet): object {
  const [latest] = set.versions.slice(-1);
  return {
    imageSetId: set.imageSetId,
    version: latest?.number,
    createdAt: set.createdAt,
    updatedAt: latest?.updatedAt,
    lastAccessedAt: set.lastAccessedAt,
    storageTier: set.storageTier,
    isPrimary: set.isPrimary,
    DICOMTags: set.tags,
  };
}
