import { jsonReply } from '../wire/json-reply.js';
import { model } from '../wire/model.js';
import { validated } from '../wire/validated.js';
import { imageSetLabels } from './image-set-labels.js';
import type { Operation } from './operation.js';
import { versionProperties } from './version-properties.js';

const input = imageSetLabels.extend({
  nextToken: model.nextToken().optional(),
  maxResults: model.maxResults().default(50),
});

export const listImageSetVersions: Operation = {
  name: 'ListImageSetVersions',
  method: 'POST',
  uri: '/datastore/{datastoreId}/imageSet/{imageSetId}/listImageSetVersions',
  run: ({ query }, labels, { archive, pages }) => {
    const given = { ...Object.fromEntries(query), ...labels };
    const { datastoreId, imageSetId, nextToken, maxResults } = validated(input, given);
    const set = archive.imageSet(datastoreId, imageSetId);
    const about = ['ListImageSetVersions', datastoreId, imageSetId];
    const { items, ...next } = pages.page(set.versions.toReversed(), { about, nextToken, maxResults });
    const list = items.map((version) => {
      const { workflowStatus, ...properties } = versionProperties(set, version);
      // Capitalised in the service model, here only.
      return { ...properties, ImageSetWorkflowStatus: workflowStatus };
    });
    return jsonReply({ imageSetPropertiesList: list, ...next });
  },
};
