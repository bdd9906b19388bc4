import {
  attributesOfDicomJson,
  dicomJsonObject,
  numberOf,
  textOf,
  type Attributes,
  type DicomJsonObject,
} from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import { LRUCache } from 'lru-cache';
import { ZodError } from 'zod';
import type { ArchiveLimits } from '../archive-limits.js';
import type { ArchiveMetrics } from '../archive-metrics.port.js';
import type {
  Datastore,
  EncodedFrame,
  FrameStream,
  ImageArchive,
  ImageSetAddress,
  ImageSetDocument,
  ImageSetProperties,
  ImageSetSummary,
  Page,
  PageRequest,
} from '../image-archive.port.js';
import type { BulkData } from '../bulk-data.js';
import type { SearchCriteria } from '../search-criteria.js';
import { withBulkValues } from './bulk-values.js';
import { DicomWebClient, type DicomWebOptions, type DicomWebQuestion } from './dicomweb.client.js';
import { SeriesDocument } from './dicomweb.document.js';
import { DicomWebFrames } from './dicomweb.frames.js';
import { jsonElements } from './json-elements.js';
import { queryOf } from './dicomweb.search.js';
import { firstPart } from './first-part.js';
import { DICOM_JSON, OCTETS } from './media-types.js';

/** 65,536 entries of two bytes, and the multipart around them: more than that is not as the headers say. */
const TABLE = { bytesMax: 132 * 1024, code: 'imaging.frame.unreadable' } as const;
/** Of one series that was found; an archive that sends all it has instead is not read to the end. */
const FOUND_BYTES_MAX = 32 * 1024;
const ONLY_VERSION = '1';
const STUDIES_REMEMBERED_MAX = 10_000;
/** A series is in one study; an archive that was merged may say it a few times. */
const STUDIES_OF_SERIES = 32;

export interface DicomWebArchiveOptions extends DicomWebOptions {
  readonly datastoreId: string;
  readonly patientIssuer?: string | undefined;
}

/** An archive on DICOMweb, such as Orthanc: one datastore, of which each series is an image set of one version. */
export class DicomWebArchive implements ImageArchive {
  readonly name = 'dicomweb';
  readonly patientIssuer: string | undefined;
  private readonly client: DicomWebClient;
  private readonly frames: DicomWebFrames;
  private readonly datastoreId: string;
  /** A series never moves to another study without getting another UID (PS3.5 §9.1). */
  private readonly studies = new LRUCache<string, string>({ max: STUDIES_REMEMBERED_MAX });

  constructor(options: DicomWebArchiveOptions, metrics: Pick<ArchiveMetrics, 'callFinished'>, limits?: ArchiveLimits) {
    this.client = new DicomWebClient(options, metrics, limits);
    this.frames = new DicomWebFrames(this.client);
    this.datastoreId = options.datastoreId;
    this.patientIssuer = options.patientIssuer;
  }

  names(datastoreId: string): boolean {
    return datastoreId === this.datastoreId;
  }

  async listDatastores(status: string | undefined): Promise<Page<Datastore>> {
    const items = status === undefined || status === 'ACTIVE' ? [await this.datastore()] : [];
    return { items, nextToken: undefined };
  }

  async datastore(): Promise<Datastore> {
    return { id: this.datastoreId, name: this.datastoreId, status: 'ACTIVE' };
  }

  async search(_id: string, criteria: SearchCriteria, page: PageRequest): Promise<Page<ImageSetSummary>> {
    const { resultsMax, token = '0' } = page;
    if (!/^\d{1,9}$/.test(token)) throw new DomainError('imaging.search.invalid');
    const offset = Number(token);
    const query = queryOf(criteria);
    // One more than asked for tells whether there are more.
    query.append('limit', String(resultsMax + 1));
    query.append('offset', String(offset));
    // An archive that is given the study leaves out what is said of it, even whose it is (PS3.18 §10.6.3.3).
    for (const keyword of Object.values(TAGS)) query.append('includefield', keyword);
    const found = (await this.found(query, resultsMax + 1)).map(attributesOfDicomJson);
    const items = found.slice(0, resultsMax).map(summaryOf);
    return { items, nextToken: found.length > resultsMax ? String(offset + resultsMax) : undefined };
  }

  async imageSet(address: ImageSetAddress, versionId = ONLY_VERSION): Promise<ImageSetProperties> {
    if (versionId !== ONLY_VERSION) throw new DomainError('imaging.resource.not_found');
    await this.studyOf(address);
    return { imageSetId: address.imageSetId, versionId: ONLY_VERSION, state: 'ACTIVE', isPrimary: true };
  }

  async versions(address: ImageSetAddress): Promise<Page<ImageSetProperties>> {
    return { items: [await this.imageSet(address)], nextToken: undefined };
  }

  async metadata(address: ImageSetAddress, versionId: string): Promise<ImageSetDocument> {
    if (versionId !== ONLY_VERSION) throw new DomainError('imaging.resource.not_found');
    const path = `${await this.pathOf(address)}/metadata`;
    const document = new SeriesDocument(address);
    const bytes = await this.asked('RetrieveSeriesMetadata', path, (object) => document.add(withBulkValues(object)));
    return { metadata: document.whole(), bytes };
  }

  async frame(address: ImageSetAddress, frameId: string): Promise<EncodedFrame> {
    return this.frames.whole(await this.pathOf(address), frameId);
  }

  async openFrame(address: ImageSetAddress, frameId: string): Promise<FrameStream> {
    return this.frames.open(await this.pathOf(address), frameId);
  }

  async bulkData({ path }: BulkData): Promise<Buffer> {
    const question = { operation: 'RetrieveBulkdata', path, accept: OCTETS, limit: TABLE };
    const { contentType, body } = await this.client.ask(question);
    return firstPart(contentType, body).body;
  }

  private async pathOf(address: ImageSetAddress): Promise<string> {
    return `/studies/${await this.studyOf(address)}/series/${encodeURIComponent(address.imageSetId)}`;
  }

  private async studyOf({ imageSetId }: ImageSetAddress): Promise<string> {
    const known = this.studies.get(imageSetId);
    if (known !== undefined) return known;
    const query = new URLSearchParams({ SeriesInstanceUID: imageSetId });
    const [series] = await this.found(query, STUDIES_OF_SERIES);
    const study = series === undefined ? undefined : textOf(attributesOfDicomJson(series), 'StudyInstanceUID');
    if (study === undefined) throw new DomainError('imaging.resource.not_found');
    this.studies.set(imageSetId, study);
    return study;
  }

  private async found(query: URLSearchParams, resultsMax: number): Promise<readonly DicomJsonObject[]> {
    const limit = { bytesMax: resultsMax * FOUND_BYTES_MAX, code: 'imaging.archive.unavailable' } as const;
    const objects: DicomJsonObject[] = [];
    await this.asked('SearchForSeries', '/series', (object) => objects.push(object), { query, limit });
    return objects;
  }

  /** Hands on each object of the answer, and tells how large that is. */
  private async asked(operation: string, path: string, take: (object: DicomJsonObject) => unknown, more: More = {}) {
    const { body } = await this.client.ask({ operation, path, accept: DICOM_JSON, ...more });
    // PS3.18 §10.6.3: no match may be answered by 204, without a body.
    if (body.length === 0) return 0;
    try {
      for await (const element of jsonElements(body)) take(dicomJsonObject.parse(element));
    } catch (error) {
      if (!(error instanceof SyntaxError) && !(error instanceof ZodError)) throw error;
      // What these say quotes the record.
      throw new DomainError('imaging.archive.unavailable', { detail: { fault: 'DICOM JSON of another form' } });
    }
    return body.length;
  }
}

type More = Pick<DicomWebQuestion, 'query' | 'limit'>;

const TAGS: Readonly<Record<string, string>> = {
  DICOMPatientId: 'PatientID',
  DICOMPatientName: 'PatientName',
  DICOMPatientBirthDate: 'PatientBirthDate',
  DICOMPatientSex: 'PatientSex',
  DICOMStudyInstanceUID: 'StudyInstanceUID',
  DICOMStudyId: 'StudyID',
  DICOMStudyDescription: 'StudyDescription',
  DICOMAccessionNumber: 'AccessionNumber',
  DICOMStudyDate: 'StudyDate',
  DICOMStudyTime: 'StudyTime',
  DICOMSeriesInstanceUID: 'SeriesInstanceUID',
  DICOMSeriesModality: 'Modality',
  DICOMSeriesBodyPart: 'BodyPartExamined',
};

function summaryOf(series: Attributes): ImageSetSummary {
  const texts = Object.entries(TAGS).map(([tag, keyword]) => [tag, textOf(series, keyword)] as const);
  const number = numberOf(series, 'SeriesNumber');
  const known = texts.flatMap(([tag, value]) => (value === undefined ? [] : [[tag, value] as const]));
  return {
    imageSetId: textOf(series, 'SeriesInstanceUID') ?? '',
    version: Number(ONLY_VERSION),
    isPrimary: true,
    dicomTags: { ...Object.fromEntries(known), ...(number !== undefined && { DICOMSeriesNumber: number }) },
  };
}
