import { numbersOf, textOf, windowPresets, type ImageFrame } from '@caregate/core-dicom';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { addressOf, datastoreId, imageFrameId, imageSetId } from '../image-sets/image-set.parameters.js';
import type { ImagingServices } from '../services.js';
import { findFrame } from './find-frame.js';
import type { WindowChoice } from './drawing/frame-look.js';
import { renderedView, viewOfRendered } from './rendered.view.js';

const choices = ['default', 'full', ...Object.keys(windowPresets)] as [WindowChoice, ...WindowChoice[]];

const input = z
  .strictObject({
    datastore_id: datastoreId,
    image_set_id: imageSetId,
    image_frame_id: imageFrameId.optional().describe('Id of the frame, from get_image_set_metadata'),
    frame_number: z
      .int()
      .min(1)
      .optional()
      .describe('Instead of image_frame_id: which frame of the image set, from 1; the middle one unless given'),
    window: z
      .enum(choices)
      .default('default')
      .describe('default: as the modality suggests; full: everything; the others are presets for CT'),
    window_center: z.number().min(-100_000).max(100_000).optional().describe('Instead of window; in HU for CT'),
    window_width: z.number().min(1).max(200_000).optional().describe('With window_center; in HU for CT'),
    size: z.int().min(64).max(1024).default(512).describe('Longer side of the picture in pixels, at most'),
    format: z.enum(['png', 'jpeg']).default('png').describe('jpeg is smaller, but loses detail'),
  })
  .refine(
    (given) => (given.window_center === undefined) === (given.window_width === undefined),
    'window_center and window_width go together',
  );

/** One picture, made fit to be looked at. */
export const renderImageFrame = defineTool({
  name: 'render_image_frame',
  title: 'Look at an image',
  description:
    'One frame of an image set as a picture (PNG under 250 kB) with window and level applied. Call it with datastore_id and image_set_id for the middle frame; try other windows of a CT such as brain, bone or lung. Not for primary diagnosis.',
  input,
  output: renderedView,
  permission: 'imaging:read',
  audit: 'imaging.frame.read',
  hints: { readOnly: true, idempotent: true },
  patient: (asked, { imageSets }: ImagingServices) => imageSets.subjectOf(addressOf(asked)),
  run: async (asked, { patientId, show, signal }, { imageSets, viewer }: ImagingServices) => {
    const { archive, address, images } = await imageSets.open(addressOf(asked), patientId, undefined);
    const { frame, position } = findFrame(images, { id: asked.image_frame_id, position: asked.frame_number });
    const rendered = await viewer.look({ archive, address, signal }, frame, {
      window: asked.window,
      center: asked.window_center,
      width: asked.window_width,
      size: asked.size,
      format: asked.format,
    });
    show(rendered);
    return {
      datastore_id: address.datastoreId,
      image_set_id: address.imageSetId,
      study_instance_uid: images.studyInstanceUid,
      ...placeOf(frame),
      frame_number: position,
      frame_count: images.frames.length,
      ...viewOfRendered(rendered),
      is_lossy: asked.format === 'jpeg' || textOf(frame.attributes, 'LossyImageCompression') === '01',
      notice: 'Not for primary diagnosis.',
    };
  },
});

function placeOf(frame: ImageFrame) {
  const { attributes } = frame;
  const spacing = numbersOf(attributes, 'PixelSpacing');
  const position = numbersOf(attributes, 'ImagePositionPatient');
  return {
    series_instance_uid: frame.seriesInstanceUid,
    sop_instance_uid: frame.sopInstanceUid,
    image_frame_id: frame.id,
    modality: textOf(attributes, 'Modality'),
    ...(spacing.length === 2 && { pixel_spacing_mm: spacing }),
    ...(position.length === 3 && { position_mm: position }),
  };
}
