import { z } from 'zod';

const attributes = z.record(z.string(), z.unknown());

const frame = z.looseObject({
  ID: z.string(),
  /** One for each resolution, the smallest first; the last is that of the whole picture. CRC-32 of the decoded pixels. */
  PixelDataChecksumFromBaseToFullResolution: z
    .array(z.looseObject({ Width: z.number(), Height: z.number(), Checksum: z.number() }))
    .optional(),
  MinPixelValue: z.number().optional(),
  MaxPixelValue: z.number().optional(),
  FrameSizeInBytes: z.number().optional(),
});

const instance = z.looseObject({
  DICOM: attributes,
  StoredTransferSyntaxUID: z.string().optional(),
  ImageFrames: z.array(frame).default([]),
});

const series = z.looseObject({ DICOM: attributes, Instances: z.record(z.string(), instance).default({}) });

/** The document that HealthImaging keeps for an image set (schema 1.1); every archive is read into this form. */
export const imageSetMetadata = z.looseObject({
  SchemaVersion: z.string().optional(),
  DatastoreID: z.string(),
  ImageSetID: z.string(),
  Patient: z.looseObject({ DICOM: attributes }),
  Study: z.looseObject({ DICOM: attributes, Series: z.record(z.string(), series).default({}) }),
});

export type ImageSetMetadata = z.output<typeof imageSetMetadata>;
export type FrameMetadata = z.output<typeof frame>;
