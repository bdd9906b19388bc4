import type { ImageSet, ImageSetVersion } from '../archive/image-set.js';

/** What is told of one version of an image set. */
export function versionProperties(set: ImageSet, version: ImageSetVersion) {
  return {
    imageSetId: set.imageSetId,
    versionId: String(version.number),
    imageSetState: set.state,
    workflowStatus: set.state === 'ACTIVE' ? version.workflowStatus : workflowOf[set.state],
    createdAt: set.createdAt,
    updatedAt: version.updatedAt,
    ...(set.deletedAt === undefined ? {} : { deletedAt: set.deletedAt }),
    isPrimary: set.isPrimary,
  };
}

const workflowOf = { LOCKED: 'UPDATING', DELETED: 'DELETED' } as const;
