import { jsonReply } from '../wire/json-reply.js';
import { model } from '../wire/model.js';
import { validated } from '../wire/validated.js';
import { imageSetLabels } from './image-set-labels.js';
import type { Operation } from './operation.js';
import { versionProperties } from './version-properties.js';

const input = imageSetLabels.extend({ version: model.versionId().optional() });

export const getImageSet: Operation = {
  name: 'GetImageSet',
  method: 'POST',
  uri: '/datastore/{datastoreId}/imageSet/{imageSetId}/getImageSet',
  run: ({ query }, labels, { archive }) => {
    const { datastoreId, imageSetId, version } = validated(input, { ...Object.fromEntries(query), ...labels });
    const set = archive.imageSet(datastoreId, imageSetId);
    const { workflowStatus, ...properties } = versionProperties(set, archive.version(set, version));
    return jsonReply({
      datastoreId,
      ...properties,
      imageSetWorkflowStatus: workflowStatus,
      imageSetArn: archive.arnOf(datastoreId, imageSetId),
      lastAccessedAt: set.lastAccessedAt,
      storageTier: set.storageTier,
    });
  },
};
