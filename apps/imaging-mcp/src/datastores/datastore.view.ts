import { z } from 'zod';
import type { Datastore } from '../archives/image-archive.port.js';

export const datastoreView = z.strictObject({
  datastore_id: z.string().describe('Id, for the other tools'),
  datastore_name: z.string().describe('Name'),
  datastore_status: z.string().describe('CREATING, CREATE_FAILED, ACTIVE, DELETING or DELETED'),
  datastore_arn: z.string().optional().describe('Resource name in AWS'),
  created_at: z.string().optional().describe('ISO 8601'),
  updated_at: z.string().optional().describe('ISO 8601'),
});

export function viewOfDatastore({ id, name, status, arn, createdAt, updatedAt }: Datastore) {
  return {
    datastore_id: id,
    datastore_name: name,
    datastore_status: status,
    datastore_arn: arn,
    created_at: createdAt,
    updated_at: updatedAt,
  };
}
