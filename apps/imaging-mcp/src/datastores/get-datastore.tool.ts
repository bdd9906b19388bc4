import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { datastoreId } from '../image-sets/image-set.parameters.js';
import type { ImagingServices } from '../services.js';
import { datastoreView, viewOfDatastore } from './datastore.view.js';

export const getDatastore = defineTool({
  name: 'get_datastore',
  title: 'Get a datastore',
  description: 'Name, state and dates of one datastore.',
  input: z.strictObject({ datastore_id: datastoreId }),
  output: z.strictObject({
    datastore_properties: datastoreView
      .extend({ kms_key_arn: z.string().optional().describe('Key that encrypts it') })
      .describe('The datastore'),
  }),
  permission: 'datastore:read',
  audit: 'imaging.datastore.read',
  hints: { readOnly: true, idempotent: true },
  run: async ({ datastore_id: id }, _context, { archives }: ImagingServices) => {
    const datastore = await archives.holding(id).datastore(id);
    return { datastore_properties: { ...viewOfDatastore(datastore), kms_key_arn: datastore.kmsKeyArn } };
  },
});
