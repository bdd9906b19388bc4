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

/** The instances of one series as the document that HealthImaging would keep of them. */
export function documentOf(address: ImageSetAddress, objects: readonly DicomJsonObject[]): ImageSetMetadata {
  const instances = objects.map(attributesOfDicomJson);
  const [first] = instances;
  const seriesUid = first === undefined ? undefined : textOf(first, 'SeriesInstanceUID');
  if (first === undefined || seriesUid === undefined) throw new DomainError('imaging.resource.not_found');
  const frames = instances.reduce((sum, attributes) => sum + frameCountOf(attributes), 0);
  if (frames > FRAMES_MAX) throw new DomainError('imaging.study.too_large', { detail: { frames } });
  const Instances = Object.fromEntries(instances.flatMap((attributes) => entryOf(attributes)));
  return {
    SchemaVersion: '1.1',
    DatastoreID: address.datastoreId,
    ImageSetID: address.imageSetId,
    Patient: { DICOM: patientOf(first, instances) },
    Study: {
      DICOM: pick(first, (name) => STUDY.has(name)),
      Series: { [seriesUid]: { DICOM: pick(first, (name) => SERIES.has(name)), Instances } },
    },
  };
}

/** A series whose instances name several patients is nobody's, whatever its first says; an issuer need be named only once. */
function patientOf(first: Attributes, instances: readonly Attributes[]): Record<string, unknown> {
  const [ids, issuers] = ['PatientID', 'IssuerOfPatientID'].map(
    (keyword) => new Set(instances.flatMap((attributes) => textOf(attributes, keyword) ?? [])),
  );
  if (Number(ids?.size) > 1 || Number(issuers?.size) > 1) return {};
  const [IssuerOfPatientID] = issuers ?? [];
  return { ...pick(first, (name) => PATIENT.has(name)), ...(IssuerOfPatientID !== undefined && { IssuerOfPatientID }) };
}

type Instance = ImageSetMetadata['Study']['Series'][string]['Instances'][string];

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
