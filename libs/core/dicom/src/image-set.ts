import { numberOf, textOf, type Attributes } from './attributes.js';
import { frameAttributes } from './frame-attributes.js';
import type { FrameMetadata, ImageSetMetadata } from './image-set-metadata.js';

/** One picture of an image set, with all that is said of it at every level. */
export interface ImageFrame {
  readonly id: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly instanceNumber: number | undefined;
  /** Within its instance, from 1. */
  readonly frameNumber: number;
  readonly attributes: Attributes;
  readonly metadata: FrameMetadata;
}

/** An image set as somebody looks at it: whose it is, and its pictures in the order of their numbers. */
export interface ImageSet {
  /** DICOM Patient ID (0010,0020): the medical record number. */
  readonly patientId: string | undefined;
  /** Issuer of Patient ID (0010,0021): in whose numbering that number is. */
  readonly patientIssuer: string | undefined;
  readonly studyInstanceUid: string | undefined;
  readonly frames: readonly ImageFrame[];
}

/** Frames by series, then by instance number. What the headers leave out is `undefined`, for the caller to judge. */
export function imageSetOf({ Patient, Study }: ImageSetMetadata): ImageSet {
  return {
    patientId: textOf(Patient.DICOM, 'PatientID'),
    patientIssuer: textOf(Patient.DICOM, 'IssuerOfPatientID'),
    studyInstanceUid: textOf(Study.DICOM, 'StudyInstanceUID'),
    frames: Object.entries(Study.Series).flatMap(([uid, series]) => framesOf(uid, series)),
  };
}

type Series = ImageSetMetadata['Study']['Series'][string];

function framesOf(seriesInstanceUid: string, series: Series): readonly ImageFrame[] {
  const instances = Object.entries(series.Instances).map(([uid, instance]) => ({
    sopInstanceUid: uid,
    instanceNumber: numberOf(instance.DICOM, 'InstanceNumber'),
    instance,
  }));
  return instances.sort(byNumber).flatMap(({ instance, ...place }) => {
    return instance.ImageFrames.map((metadata, index) => {
      let attributes: Attributes | undefined;
      return {
        ...place,
        id: metadata.ID,
        seriesInstanceUid,
        frameNumber: index + 1,
        // Of some thousand frames one is looked at.
        get attributes() {
          return (attributes ??= frameAttributes({ ...series.DICOM, ...instance.DICOM }, index + 1));
        },
        metadata,
      };
    });
  });
}

/** Instance Number (0020,0013) need not be there, nor be unique; the UID makes the order the same every time. */
function byNumber(one: Numbered, other: Numbered): number {
  const difference = (one.instanceNumber ?? Infinity) - (other.instanceNumber ?? Infinity);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return one.sopInstanceUid < other.sopInstanceUid ? -1 : 1;
}

interface Numbered {
  readonly sopInstanceUid: string;
  readonly instanceNumber: number | undefined;
}
