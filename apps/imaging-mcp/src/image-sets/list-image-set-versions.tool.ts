import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { ImagingServices } from '../services.js';
import { addressOf, datastoreId, imageSetId, maxResults, nextToken } from './image-set.parameters.js';
import { imageSetView, viewOfImageSet } from './image-set.view.js';

export const listImageSetVersions = defineTool({
  name: 'list_image_set_versions',
  title: 'List versions of an image set',
  description: 'All versions of one image set, newest first. Any of them can be read by its version_id.',
  input: z.strictObject({
    datastore_id: datastoreId,
    image_set_id: imageSetId,
    max_results: maxResults,
    next_token: nextToken,
  }),
  output: z.strictObject({
    image_set_properties_list: z.array(imageSetView).describe('Versions'),
    next_token: z.string().optional().describe('There when more follow'),
  }),
  permission: 'imaging:read',
  audit: 'imaging.study.read',
  hints: { readOnly: true, idempotent: true },
  patient: (input, { imageSets }: ImagingServices) => imageSets.subjectOf(addressOf(input)),
  run: async (input, { patientId }, { imageSets }: ImagingServices) => {
    const { archive, address } = await imageSets.open(addressOf(input), patientId, undefined);
    const page = await archive.versions(address, { resultsMax: input.max_results, token: input.next_token });
    return { image_set_properties_list: page.items.map(viewOfImageSet), next_token: page.nextToken };
  },
});
