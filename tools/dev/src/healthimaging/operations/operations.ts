import { getDatastore } from './get-datastore.operation.js';
import { getImageFrame } from './get-image-frame.operation.js';
import { getImageSetMetadata } from './get-image-set-metadata.operation.js';
import { getImageSet } from './get-image-set.operation.js';
import { listDatastores } from './list-datastores.operation.js';
import { listImageSetVersions } from './list-image-set-versions.operation.js';
import type { Operation } from './operation.js';
import { searchImageSets } from './search-image-sets.operation.js';

/** The reading half of the service. */
export const operations: readonly Operation[] = [
  listDatastores,
  getDatastore,
  searchImageSets,
  getImageSet,
  getImageSetMetadata,
  listImageSetVersions,
  getImageFrame,
];
