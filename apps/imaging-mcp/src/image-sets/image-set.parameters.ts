import { z } from 'zod';
import type { ImageSetAddress } from '../archives/image-archive.port.js';

export const datastoreId = z
  .string()
  .regex(/^(?:[0-9a-z]{32}|[a-z][0-9a-z-]{0,30})$/, 'must be an id from list_datastores')
  .describe('Id of the datastore, from list_datastores');

export const imageSetId = z
  .string()
  .max(64)
  .regex(/^(?:[0-9a-z]{32}|\d+(?:\.\d+)+)$/, 'must be an id from search_image_sets')
  .describe('Id of the image set, from search_image_sets');

export const imageFrameId = z
  .string()
  .regex(/^(?:[0-9a-z]{32}|\d+(?:\.\d+)+-\d{1,6})$/, 'must be an id from the metadata')
  .describe('Id of the frame, from get_image_set_metadata');

export const versionId = z
  .string()
  .regex(/^\d{1,10}$/, 'must be a number')
  .optional()
  .describe('Version of the image set; the latest unless given');

/** The service gives 50 at most (SearchImageSets and the lists of the API model). */
const PAGE_MAX = 50;

/** Programs of older versions ask for up to 100; the rest of them is in the next page. */
export const maxResults = z
  .int()
  .min(1)
  .max(100)
  .default(PAGE_MAX)
  .transform((count = PAGE_MAX) => Math.min(count, PAGE_MAX))
  .describe('Results in one answer at most; there are never more than 50');

export const nextToken = z
  .string()
  .min(1)
  .max(8192)
  .optional()
  .describe('next_token of the answer before, for the results that follow');

/** The two ids together, as the archives take them. */
export function addressOf(input: { readonly datastore_id: string; readonly image_set_id: string }): ImageSetAddress {
  return { datastoreId: input.datastore_id, imageSetId: input.image_set_id };
}
