import type { Tool } from '@caregate/kit-mcp';
import { getDatastore } from './datastores/get-datastore.tool.js';
import { listDatastores } from './datastores/list-datastores.tool.js';
import { getImageFrame } from './frames/get-image-frame.tool.js';
import { renderImageFrame } from './frames/render-image-frame.tool.js';
import { getImageSetMetadata } from './image-sets/get-image-set-metadata.tool.js';
import { getImageSet } from './image-sets/get-image-set.tool.js';
import { listImageSetVersions } from './image-sets/list-image-set-versions.tool.js';
import { searchImageSets } from './image-sets/search-image-sets.tool.js';
import type { ImagingServices } from './services.js';

/** All tools of this server, in the order in which they are listed. */
export const imagingTools: readonly Tool<ImagingServices>[] = [
  listDatastores,
  getDatastore,
  searchImageSets,
  getImageSet,
  getImageSetMetadata,
  listImageSetVersions,
  getImageFrame,
  renderImageFrame,
];
