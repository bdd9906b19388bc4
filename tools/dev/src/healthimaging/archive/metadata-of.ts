import type { ImageSet, ImageSetVersion } from './image-set.js';
import { levelOf } from './level-of.js';
import type { PreparedFrame, PreparedInstance } from './prepared-instances.js';

export interface Described {
  readonly datastoreId: string;
  readonly set: ImageSet;
  readonly version: ImageSetVersion;
  readonly instances: readonly PreparedInstance[];
}

/** The metadata document of an image set: each attribute once, at the level it belongs to. */
export function metadataOf({ datastoreId, set, version, instances }: Described): object {
  const attributes = instances[0]?.attributes ?? {};
  const StudyDescription = version.studyDescription;
  return {
    SchemaVersion: '1.1',
    DatastoreID: datastoreId,
    ImageSetID: set.imageSetId,
    Patient: { DICOM: at('patient', attributes) },
    Study: {
      DICOM: { ...at('study', attributes), StudyDescription },
      Series: {
        [String(set.tags['DICOMSeriesInstanceUID'])]: {
          DICOM: at('series', attributes),
          Instances: Object.fromEntries(instances.map((each) => [each.sopInstanceUid, instanceOf(each)])),
        },
      },
    },
  };
}

function at(level: ReturnType<typeof levelOf>, attributes: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(attributes).filter(([keyword]) => levelOf(keyword) === level));
}

function instanceOf({ attributes, storedTransferSyntaxUid, frame }: PreparedInstance): object {
  return {
    DICOM: at('instance', attributes),
    DICOMVRs: {},
    StoredTransferSyntaxUID: storedTransferSyntaxUid,
    ...(frame.pixels === undefined ? {} : { ChecksumType: 'CRC32' }),
    ImageFrames: [frameOf(frame)],
  };
}

function frameOf({ id, pixels }: PreparedFrame): object {
  if (pixels === undefined) return { ID: id };
  return {
    ID: id,
    PixelDataChecksumFromBaseToFullResolution: pixels.resolutions.map(({ width, height, checksum }) => ({
      Width: width,
      Height: height,
      Checksum: checksum,
    })),
    MinPixelValue: pixels.lowest,
    MaxPixelValue: pixels.highest,
    FrameSizeInBytes: pixels.sizeBytes,
  };
}
