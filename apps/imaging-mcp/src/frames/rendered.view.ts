import { z } from 'zod';
import type { RenderedFrame } from './drawing/frame-renderer.js';

const window = z.strictObject({
  center: z.number().describe('Middle of the shown values; in HU for CT'),
  width: z.number().describe('Range of the shown values; in HU for CT'),
  curve: z
    .string()
    .optional()
    .describe('LINEAR_EXACT, SIGMOID or TABLE (its own look-up table) where the modality asks for it'),
  source: z.string().describe('given, suggested by the modality, full range, or the name of the preset'),
});

/** What stands beside the picture; the picture itself is image content. */
export const renderedView = z.strictObject({
  datastore_id: z.string().describe('Id of the datastore'),
  image_set_id: z.string().describe('Id of the image set'),
  study_instance_uid: z.string().optional().describe('Study instance UID'),
  series_instance_uid: z.string().describe('Series instance UID'),
  sop_instance_uid: z.string().describe('SOP instance UID'),
  image_frame_id: z.string().describe('Id of the frame'),
  modality: z.string().optional().describe('Modality, such as CT'),
  frame_number: z.int().describe('Which frame of the image set, from 1'),
  frame_count: z.int().describe('Frames in the image set'),
  mime_type: z.string().describe('image/png or image/jpeg'),
  width: z.int().describe('Pixels of the picture across'),
  height: z.int().describe('Pixels of the picture down'),
  size_bytes: z.int().describe('Bytes of the picture'),
  window: window.optional().describe('Which values are shown between black and white; none for colours'),
  pixel_spacing_mm: z.array(z.number()).optional().describe('Of the stored frame: between rows, between columns'),
  position_mm: z.array(z.number()).optional().describe('Image Position (Patient): x, y, z'),
  is_lossy: z.boolean().describe('Whether detail has been lost by compression'),
  checksum: z.enum(['verified', 'absent']).describe('Whether the pixels are proved to be those that were stored'),
  notice: z.string().describe('What the picture may be used for'),
});

export function viewOfRendered({ bytes, mimeType, width, height, window: used, checksum }: RenderedFrame) {
  return { mime_type: mimeType, width, height, size_bytes: bytes.length, window: used, checksum };
}
