import { z } from 'zod';
import type { ImageSetProperties } from '../archives/image-archive.port.js';

export const imageSetView = z.strictObject({
  image_set_id: z.string().describe('Id'),
  version_id: z.string().describe('Version'),
  image_set_state: z.string().describe('ACTIVE, LOCKED or DELETED'),
  image_set_workflow_status: z.string().optional().describe('What was done to it last'),
  created_at: z.string().optional().describe('ISO 8601'),
  updated_at: z.string().optional().describe('ISO 8601'),
  deleted_at: z.string().optional().describe('ISO 8601'),
  message: z.string().optional().describe('What the archive says of it'),
  is_primary: z.boolean().optional().describe('Whether it is the primary image set of its series'),
});

export function viewOfImageSet(given: ImageSetProperties) {
  return {
    image_set_id: given.imageSetId,
    version_id: given.versionId,
    image_set_state: given.state,
    image_set_workflow_status: given.workflowStatus,
    created_at: given.createdAt,
    updated_at: given.updatedAt,
    deleted_at: given.deletedAt,
    message: given.message,
    is_primary: given.isPrimary,
  };
}
