import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { ImagingServices } from '../services.js';
import { addressOf, datastoreId, imageSetId, versionId } from './image-set.parameters.js';
import { imageSetView, viewOfImageSet } from './image-set.view.js';

export const getImageSet = defineTool({
  name: 'get_image_set',
  title: 'Get an image set',
  description: 'State, version and dates of one image set. For what is in it use get_image_set_metadata.',
  input: z.strictObject({ datastore_id: datastoreId, image_set_id: imageSetId, version_id: versionId }),
  output: imageSetView.extend({ datastore_id: z.string().describe('Id of the datastore') }),
  permission: 'imaging:read',
  audit: 'imaging.study.read',
  hints: { readOnly: true, idempotent: true },
  patient: (input, { imageSets }: ImagingServices) => imageSets.subjectOf(addressOf(input)),
  run: async (input, { patientId }, { imageSets }: ImagingServices) => {
    const {
      archive,
      address,
      versionId: version,
    } = await imageSets.open(addressOf(input), patientId, input.version_id);
    const properties = await archive.imageSet(address, version);
    return { datastore_id: input.datastore_id, ...viewOfImageSet(properties) };
  },
});
