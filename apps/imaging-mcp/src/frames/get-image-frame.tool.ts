import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { addressOf, datastoreId, imageFrameId, imageSetId } from '../image-sets/image-set.parameters.js';
import type { ImagingServices } from '../services.js';
import { findFrame } from './find-frame.js';

/** Base64 in a JSON text costs memory several times over; a larger frame is downloaded. */
const BLOB_BYTES_MAX = 8 * 1024 * 1024;

/** The stored bytes of one frame, for programs; a model looks at render_image_frame. */
export const getImageFrame = defineTool({
  name: 'get_image_frame',
  title: 'Get a stored image frame',
  description:
    'One frame as it is stored (compressed, usually HTJ2K), for programs that decode it themselves. At most 8 MiB; a larger one is downloaded from frames_url of get_image_set_metadata. To look at a picture use render_image_frame instead.',
  input: z.strictObject({ datastore_id: datastoreId, image_set_id: imageSetId, image_frame_id: imageFrameId }),
  output: z.strictObject({
    datastore_id: z.string().describe('Id of the datastore'),
    image_set_id: z.string().describe('Id of the image set'),
    image_frame_id: z.string().describe('Id of the frame'),
    content_type: z.string().describe('How the frame is compressed, such as image/jph'),
    size_bytes: z.int().describe('Bytes before Base64'),
    image_frame_blob: z.string().describe('The bytes in Base64'),
  }),
  permission: 'imaging:read',
  audit: 'imaging.frame.read',
  hints: { readOnly: true, idempotent: true },
  patient: (input, { imageSets }: ImagingServices) => imageSets.subjectOf(addressOf(input)),
  run: async (input, { patientId }, { imageSets, viewer }: ImagingServices) => {
    const { archive, address, images } = await imageSets.open(addressOf(input), patientId, undefined);
    // The archive is asked only for frames of this image set, whose patient has been decided on.
    const { frame } = findFrame(images, { id: input.image_frame_id, position: undefined });
    const { bytes, contentType } = await viewer.stored({ archive, address }, frame, BLOB_BYTES_MAX);
    return {
      ...input,
      content_type: contentType,
      size_bytes: bytes.length,
      image_frame_blob: bytes.toString('base64'),
    };
  },
});
