import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { addressOf, datastoreId, imageFrameId, imageSetId } from '../image-sets/image-set.parameters.js';
import type { ImagingServices } from '../services.js';
import { findFrame } from './find-frame.js';

/** Base64 in a JSON text costs memory several times over; a larger frame is downloaded. */
const BLOB_BYTES_MAX = 8 * 1024 * 1024;

const input = z
  .strictObject({
    datastore_id: datastoreId,
    image_set_id: imageSetId,
    image_frame_id: imageFrameId.optional().describe('Id of the frame, from get_image_set_metadata'),
    image_frame_information: z
      .strictObject({ imageFrameId })
      .optional()
      .describe('Instead of image_frame_id, as programs of later versions say it'),
  })
  .refine(
    (given) => (given.image_frame_id === undefined) !== (given.image_frame_information === undefined),
    'one of image_frame_id and image_frame_information is needed',
  );

function idIn({ image_frame_id: id, image_frame_information: information }: z.output<typeof input>) {
  return id ?? information?.imageFrameId;
}

/** The stored bytes of one frame, for programs; a model looks at render_image_frame. */
export const getImageFrame = defineTool({
  name: 'get_image_frame',
  title: 'Get a stored image frame',
  description:
    'One frame as it is stored (compressed, usually HTJ2K), for programs that decode it themselves. At most 8 MiB; a larger one is downloaded from frames_url of get_image_set_metadata. To look at a picture use render_image_frame instead.',
  input,
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
  patient: (asked, { imageSets }: ImagingServices) => imageSets.subjectOf(addressOf(asked)),
  run: async (asked, { patientId, signal }, { imageSets, viewer }: ImagingServices) => {
    const { archive, address, images } = await imageSets.open(addressOf(asked), patientId, undefined);
    // The archive is asked only for frames of this image set, whose patient has been decided on.
    const { frame } = findFrame(images, { id: idIn(asked), position: undefined });
    const { bytes, contentType } = await viewer.stored({ archive, address, signal }, frame, BLOB_BYTES_MAX);
    return {
      datastore_id: asked.datastore_id,
      image_set_id: asked.image_set_id,
      image_frame_id: frame.id,
      content_type: contentType,
      size_bytes: bytes.length,
      image_frame_blob: bytes.toString('base64'),
    };
  },
});
