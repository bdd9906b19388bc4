import { z } from 'zod';
import { jsonReply } from '../wire/json-reply.js';
import { model } from '../wire/model.js';
import { validated } from '../wire/validated.js';
import type { Operation } from './operation.js';

const input = z.object({
  datastoreStatus: model.datastoreStatus().optional(),
  nextToken: model.nextToken().optional(),
  maxResults: model.maxResults().default(50),
});

export const listDatastores: Operation = {
  name: 'ListDatastores',
  method: 'GET',
  uri: '/datastore',
  run: ({ query }, _labels, { archive, pages }) => {
    const { datastoreStatus, nextToken, maxResults } = validated(input, Object.fromEntries(query));
    const all = archive.datastores.filter(
      (each) => datastoreStatus === undefined || each.datastoreStatus === datastoreStatus,
    );
    const about = ['ListDatastores', datastoreStatus];
    const { items, ...next } = pages.page(all, { about, nextToken, maxResults });
    const summaries = items.map(({ losslessStorageFormat: _format, ...summary }) => summary);
    return jsonReply({ datastoreSummaries: summaries, ...next });
  },
};
