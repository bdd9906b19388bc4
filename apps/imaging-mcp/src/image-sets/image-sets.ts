import { imageSetOf, type ImageSet, type ImageSetMetadata } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import type { CallSubject } from '@caregate/kit-mcp';
import type { Archives } from '../archives/archives.js';
import type { ImageArchive, ImageSetAddress } from '../archives/image-archive.port.js';
import { isOurNumber } from '../patients/is-our-number.js';
import type { PatientIndex } from '../patients/patient-index.js';

/** One version of an image set, of whom it has been made sure whose it is. */
export interface OpenImageSet {
  readonly archive: ImageArchive;
  readonly address: ImageSetAddress;
  readonly versionId: string;
  readonly metadata: ImageSetMetadata;
  readonly images: ImageSet;
}

/** Image sets, and whose they are. */
export class ImageSets {
  constructor(
    private readonly archives: Archives,
    private readonly patients: PatientIndex,
  ) {}

  /** The patient whom the latest version names: that is whose record it is, whatever earlier versions said. */
  async subjectOf(address: ImageSetAddress): Promise<CallSubject> {
    const opened = await this.read(address, undefined);
    const patientId = await this.ownerOf(opened);
    const { studyInstanceUid } = opened.images;
    return {
      patientId,
      ...(studyInstanceUid !== undefined && { entity: { type: 'ImagingStudy', id: studyInstanceUid } }),
    };
  }

  /**
   * Opens what has been decided on, and nothing else: a version that names another patient (a picture once filed under
   * the wrong person) is not there, and neither is what changed its patient since the decision.
   */
  async open(
    address: ImageSetAddress,
    patientId: string | undefined,
    versionId: string | undefined,
  ): Promise<OpenImageSet> {
    const opened = await this.read(address, versionId);
    const owner = await this.ownerOf(opened);
    if (owner === undefined || owner !== patientId) throw new DomainError('imaging.resource.not_found');
    return opened;
  }

  private async ownerOf({ archive, images }: OpenImageSet): Promise<string | undefined> {
    const { patientId, patientIssuer } = images;
    return isOurNumber(archive.patientIssuer, patientIssuer) ? this.patients.idOf(patientId) : undefined;
  }

  private async read(address: ImageSetAddress, versionId: string | undefined): Promise<OpenImageSet> {
    const archive = this.archives.holding(address.datastoreId);
    const version = versionId ?? (await archive.imageSet(address)).versionId;
    const { metadata } = await archive.metadata(address, version);
    return { archive, address, versionId: version, metadata, images: imageSetOf(metadata) };
  }
}
