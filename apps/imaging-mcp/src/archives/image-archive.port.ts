import type { ImageSetMetadata } from '@caregate/core-dicom';
import type { BulkData } from './bulk-data.js';
import type { SearchCriteria } from './search-criteria.js';

export interface PageRequest {
  readonly resultsMax: number;
  /** As the archive gave it with the page before. */
  readonly token: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

export interface Datastore {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly arn?: string | undefined;
  readonly kmsKeyArn?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly updatedAt?: string | undefined;
}

export interface ImageSetAddress {
  readonly datastoreId: string;
  readonly imageSetId: string;
}

export interface ImageSetSummary {
  readonly imageSetId: string;
  readonly version: number;
  readonly createdAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly isPrimary?: boolean | undefined;
  /** `DICOMPatientId` and the other names of the HealthImaging model. */
  readonly dicomTags: Readonly<Record<string, string | number>>;
}

export interface ImageSetProperties {
  readonly imageSetId: string;
  readonly versionId: string;
  readonly state: string;
  readonly workflowStatus?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly deletedAt?: string | undefined;
  readonly message?: string | undefined;
  readonly isPrimary?: boolean | undefined;
}

/** One picture as it is stored. */
export interface EncodedFrame {
  readonly bytes: Buffer;
  readonly contentType: string;
}

/** One picture as it is stored, on its way. */
export interface FrameStream {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly contentType: string;
  /** Where the archive says so beforehand. */
  readonly bytes?: number | undefined;
}

/** The headers of an image set, and how much room they take as JSON. */
export interface ImageSetDocument {
  readonly metadata: ImageSetMetadata;
  readonly bytes: number;
}

/** Where pictures are kept. Every method throws a `DomainError` of the area `imaging` when the archive does not answer. */
export interface ImageArchive {
  readonly name: string;
  /** Whose numbers its Patient IDs are, where that is known; others' numbers are other people's. */
  readonly patientIssuer: string | undefined;
  /** Whether a datastore id has the form of this archive's. */
  names(datastoreId: string): boolean;
  listDatastores(status: string | undefined, page: PageRequest): Promise<Page<Datastore>>;
  datastore(id: string): Promise<Datastore>;
  search(datastoreId: string, criteria: SearchCriteria, page: PageRequest): Promise<Page<ImageSetSummary>>;
  /** The latest version, unless one is asked for. */
  imageSet(address: ImageSetAddress, versionId?: string): Promise<ImageSetProperties>;
  versions(address: ImageSetAddress, page: PageRequest): Promise<Page<ImageSetProperties>>;
  metadata(address: ImageSetAddress, versionId: string): Promise<ImageSetDocument>;
  /** `fresh`: from the archive itself, whatever is remembered. */
  frame(address: ImageSetAddress, frameId: string, fresh?: 'fresh'): Promise<EncodedFrame>;
  /** The same frame, never whole in memory; whoever opens it reads it or ends it. */
  openFrame(address: ImageSetAddress, frameId: string): Promise<FrameStream>;
  /** What stands behind a value that the headers only point to. */
  bulkData(value: BulkData): Promise<Buffer>;
}
