import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { maxResults, nextToken } from '../image-sets/image-set.parameters.js';
import type { ImagingServices } from '../services.js';
import { datastoreView, viewOfDatastore } from './datastore.view.js';

const datastoreStatus = z.enum(['CREATING', 'CREATE_FAILED', 'ACTIVE', 'DELETING', 'DELETED']).optional();

/** The archives' shelves. No person's data. */
export const listDatastores = defineTool({
  name: 'list_datastores',
  title: 'List datastores',
  description: 'The datastores in which images are kept. Begin here: every other tool asks for a datastore_id.',
  input: z.strictObject({
    datastore_status: datastoreStatus.describe('Only datastores in this state'),
    status: datastoreStatus.describe('Instead of datastore_status, as programs of older versions say it'),
    max_results: maxResults,
    next_token: nextToken,
  }),
  output: z.strictObject({
    datastore_summaries: z.array(datastoreView).describe('Datastores'),
    unavailable_archives: z
      .array(z.string())
      .optional()
      .describe('Archives that do not answer at the moment, whose datastores are missing here'),
    next_token: z.string().optional().describe('There when more follow'),
  }),
  permission: 'datastore:read',
  audit: 'imaging.datastore.read',
  hints: { readOnly: true, idempotent: true },
  run: async (input, _context, { archives }: ImagingServices) => {
    const { datastore_status: state = input.status, max_results: resultsMax, next_token: token } = input;
    const page = await archives.listDatastores(state, { resultsMax, token });
    return {
      datastore_summaries: page.items.map(viewOfDatastore),
      ...(page.away.length > 0 && { unavailable_archives: page.away }),
      next_token: page.nextToken,
    };
  },
});
