import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ImageSetMetadata } from '@caregate/core-dicom';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { ImagingServices } from '../services.js';
import { addressOf, datastoreId, imageSetId, versionId } from './image-set.parameters.js';
import { shortenedMetadata } from './shortened-metadata.js';

/** The DICOM headers of one image set, readable; older clients may have the bytes that the service gives. */
export const getImageSetMetadata = defineTool({
  name: 'get_image_set_metadata',
  title: 'Get image set metadata',
  description:
    'DICOM headers of patient, study, series and instances of one image set, with the ids of its frames. Use it to choose a frame for render_image_frame.',
  input: z.strictObject({
    datastore_id: datastoreId,
    image_set_id: imageSetId,
    version_id: versionId,
    max_instances: z.int().min(1).max(1000).default(50).describe('Instances in the answer at most'),
    as_blob: z
      .boolean()
      .default(false)
      .describe('Also the whole document as Base64 of gzip, for programs of older versions; no model can read it'),
  }),
  output: z.strictObject({
    datastore_id: z.string().describe('Id of the datastore'),
    image_set_id: z.string().describe('Id of the image set'),
    version_id: z.string().describe('Version that was read'),
    metadata: z
      .record(z.string(), z.unknown())
      .describe('Patient, Study, Series, Instances, ImageFrames; describes each of the first 50 frames of an instance'),
    frames_url: z
      .string()
      .describe('For programs: with the id of a frame at its end and the same token, GET answers its stored bytes'),
    instances_left_out: z.int().describe('Instances that are not in this answer'),
    frames_left_out: z.int().optional().describe('Frames of instances of more than 1000 that are not in this answer'),
    image_set_metadata_blob: z.string().optional().describe('The document as the service gives it'),
    content_type: z.string().describe('Of the document'),
    content_encoding: z.string().optional().describe('Of the blob'),
  }),
  permission: 'imaging:read',
  audit: 'imaging.study.read',
  hints: { readOnly: true, idempotent: true },
  patient: (input, { imageSets }: ImagingServices) => imageSets.subjectOf(addressOf(input)),
  run: async (input, { patientId }, { imageSets, downloads }: ImagingServices) => {
    const opened = await imageSets.open(addressOf(input), patientId, input.version_id);
    const { metadata, instancesLeftOut, framesLeftOut } = shortenedMetadata(opened.metadata, input.max_instances);
    return {
      datastore_id: input.datastore_id,
      image_set_id: input.image_set_id,
      version_id: opened.versionId,
      metadata,
      // Without a patient nothing could be opened.
      frames_url: downloads.urlOf(opened.address, patientId ?? ''),
      instances_left_out: instancesLeftOut,
      ...(framesLeftOut > 0 && { frames_left_out: framesLeftOut }),
      content_type: 'application/json',
      ...(input.as_blob && { image_set_metadata_blob: await blobOf(opened.metadata), content_encoding: 'gzip' }),
    };
  },
});

const compressed = promisify(gzip);

async function blobOf(metadata: ImageSetMetadata): Promise<string> {
  return (await compressed(JSON.stringify(metadata))).toString('base64');
}
