import {
  attributesOfDicomJson,
  numberOf,
  textOf,
  type Attributes,
  type DicomJsonObject,
  type ImageSetMetadata,
} from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import type { ImageSetAddress } from '../image-archive.port.js';
import { frameIdOf } from './frame-id.js';

/** PS3.3 C.7.1.1 and C.7.1.3. */
const PATIENT = new Set(['PatientID', 'PatientName', 'PatientBirthDate', 'PatientSex', 'IssuerOfPatientID']);
/** PS3.3 C.7.2. */
const STUDY = new Set([
  'StudyInstanceUID',
  'StudyID',
  'StudyDate',
  'StudyTime',
  'StudyDescription',
  'AccessionNumber',
  'ReferringPhysicianName',
  'PatientAge',
  'PatientSize',
  'PatientWeight',
]);
/** PS3.3 C.7.3. */
const SERIES = new Set([
  'SeriesInstanceUID',
  'SeriesNumber',
  'SeriesDate',
  'SeriesTime',
  'SeriesDescription',
  'Modality',
  'BodyPartExamined',
  'ProtocolName',
  'PatientPosition',
  'Laterality',
  'Manufacturer',
  'ManufacturerModelName',
  'InstitutionName',
  'FrameOfReferenceUID',
]);

/** Nobody looks at more of one series; what says that it has more would fill the memory with their names. */
const FRAMES_MAX = 100_000;

type Instance = ImageSetMetadata['Study']['Series'][string]['Instances'][string];

/** The instances of one series, one after the other, as the document that HealthImaging would keep of them. */
export class SeriesDocument {
  private first: Attributes | undefined;
  private readonly instances: (readonly [string, Instance])[] = [];
  private readonly patientIds = new Set<string>();
  private readonly issuers = new Set<string>();
  private frames = 0;

  constructor(private readonly address: ImageSetAddress) {}

  add(object: DicomJsonObject): void {
    const attributes = attributesOfDicomJson(object);
    this.first ??= attributes;
    this.frames += frameCountOf(attributes);
    if (this.frames > FRAMES_MAX) throw new DomainError('imaging.study.too_large', { detail: { frames: this.frames } });
    note(this.patientIds, attributes, 'PatientID');
    note(this.issuers, attributes, 'IssuerOfPatientID');
    this.instances.push(...entryOf(attributes));
  }

  whole(): ImageSetMetadata {
    const { first, address } = this;
    const seriesUid = first === undefined ? undefined : textOf(first, 'SeriesInstanceUID');
    if (first === undefined || seriesUid === undefined) throw new DomainError('imaging.resource.not_found');
    const Instances = Object.fromEntries(this.instances);
    return {
      SchemaVersion: '1.1',
      DatastoreID: address.datastoreId,
      ImageSetID: address.imageSetId,
      Patient: { DICOM: this.patientOf(first) },
      Study: {
        DICOM: pick(first, (name) => STUDY.has(name)),
        Series: { [seriesUid]: { DICOM: pick(first, (name) => SERIES.has(name)), Instances } },
      },
    };
  }

  /** A series whose instances name several patients is nobody's, whatever its first says; an issuer need be named only once. */
  private patientOf(first: Attributes): Record<string, unknown> {
    if (this.patientIds.size > 1 || this.issuers.size > 1) return {};
    const [IssuerOfPatientID] = this.issuers;
    return {
      ...pick(first, (name) => PATIENT.has(name)),
      ...(IssuerOfPatientID !== undefined && { IssuerOfPatientID }),
    };
  }
}

function note(found: Set<string>, attributes: Attributes, keyword: string): void {
  const text = textOf(attributes, keyword);
  if (text !== undefined) found.add(text);
}

function entryOf(attributes: Attributes): readonly (readonly [string, Instance])[] {
  const sopInstanceUid = textOf(attributes, 'SOPInstanceUID');
  if (sopInstanceUid === undefined) return [];
  // The archive keeps no checksum of the decoded pixels, so that none is claimed.
  const ImageFrames = Array.from({ length: frameCountOf(attributes) }, (_none, at) => ({
    ID: frameIdOf(sopInstanceUid, at + 1),
  }));
  const DICOM = pick(attributes, (name) => !PATIENT.has(name) && !STUDY.has(name) && !SERIES.has(name));
  return [[sopInstanceUid, { DICOM, ImageFrames }]];
}

function frameCountOf(attributes: Attributes): number {
  const isPicture = numberOf(attributes, 'Rows') !== undefined;
  return isPicture ? Math.max(0, Math.floor(numberOf(attributes, 'NumberOfFrames') ?? 1)) : 0;
}

function pick(attributes: Attributes, isWanted: (name: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
}
