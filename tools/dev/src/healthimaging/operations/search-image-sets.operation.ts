import { z } from 'zod';
import { matches } from '../search/matches.js';
import { searchCriteria } from '../search/search-criteria.js';
import { sorted } from '../search/sorted.js';
import { jsonBody } from '../wire/json-body.js';
import { jsonReply } from '../wire/json-reply.js';
import { model } from '../wire/model.js';
import { validated } from '../wire/validated.js';
import type { Operation } from './operation.js';
import { summaryOf } from './summary-of.js';

const input = z.object({
  datastoreId: model.id(),
  nextToken: model.nextToken().optional(),
  maxResults: model.maxResults().default(50),
  searchCriteria,
});

export const searchImageSets: Operation = {
  name: 'SearchImageSets',
  method: 'POST',
  uri: '/datastore/{datastoreId}/searchImageSets',
  run: (request, labels, { archive, pages }) => {
    const given = { ...Object.fromEntries(request.query), ...labels, searchCriteria: jsonBody(request) };
    const { datastoreId, nextToken, maxResults, searchCriteria: criteria } = validated(input, given);
    const { filters = [], sort } = criteria;
    const found = archive
      .imageSets(datastoreId)
      .filter((set) => set.state !== 'DELETED' && filters.every((filter) => matches(set, filter)));
    const about = ['SearchImageSets', datastoreId, criteria];
    const { items, ...next } = pages.page(sorted(found, sort), { about, nextToken, maxResults });
    return jsonReply({ imageSetsMetadataSummaries: items.map(summaryOf), sort, ...next });
  },
};
