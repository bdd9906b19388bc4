import { z } from 'zod';

/** The simple shapes of the service model (API version 2023-07-19) that several operations share. */
export const model = {
  /** DatastoreId, ImageSetId and ImageFrameId. */
  id: () => text(/^[0-9a-z]{32}$/),
  versionId: () => text(/^\d+$/),
  nextToken: () => text(/^[\x20-\x7e]{1,8192}$/),
  maxResults: () =>
    z
      .string()
      .regex(/^\d{1,9}$/, 'Member must be an integer')
      .transform(Number)
      .refine((count) => count >= 1, 'Member must have value greater than or equal to 1')
      .refine((count) => count <= 50, 'Member must have value less than or equal to 50'),
  datastoreStatus: () =>
    z.enum(['CREATING', 'CREATE_FAILED', 'ACTIVE', 'DELETING', 'DELETED'], {
      error: 'Member must satisfy enum value set: [CREATING, CREATE_FAILED, ACTIVE, DELETING, DELETED]',
    }),
} as const;

function text(pattern: RegExp) {
  return z.string().regex(pattern, `Member must satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`);
}
