import { gzipSync } from 'node:zlib';
import { model } from '../wire/model.js';
import { validated } from '../wire/validated.js';
import { imageSetLabels } from './image-set-labels.js';
import type { Operation } from './operation.js';

const input = imageSetLabels.extend({ version: model.versionId().optional() });

export const getImageSetMetadata: Operation = {
  name: 'GetImageSetMetadata',
  method: 'POST',
  uri: '/datastore/{datastoreId}/imageSet/{imageSetId}/getImageSetMetadata',
  run: async ({ query }, labels, { archive }) => {
    const { datastoreId, imageSetId, version } = validated(input, { ...Object.fromEntries(query), ...labels });
    const set = archive.readable(datastoreId, imageSetId);
    const metadata = await archive.metadata(datastoreId, set, archive.version(set, version));
    return {
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify(metadata)),
    };
  },
};
