import { Readable } from 'node:stream';
import { gunzip, type ZlibOptions } from 'node:zlib';
import { promisify } from 'node:util';
import {
  GetDatastoreCommand,
  GetImageFrameCommand,
  GetImageSetCommand,
  GetImageSetMetadataCommand,
  ListDatastoresCommand,
  ListImageSetVersionsCommand,
  SearchImageSetsCommand,
  type DatastoreStatus,
  type MedicalImagingClient,
} from '@aws-sdk/client-medical-imaging';
import { imageSetMetadata } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import { defaultLimits, type ArchiveLimits } from '../archive-limits.js';
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
import { begun, BEGINNING } from '../begun.js';
import { boundedBody } from '../bounded-body.js';
import { jsonOf } from '../json-of.js';
import { retried, type RetryRule } from '../retried.js';
import type { SearchCriteria } from '../search-criteria.js';
import { healthImagingError } from './healthimaging.error.js';
import { datastoreOf, propertiesOf, summaryOf } from './healthimaging.shapes.js';
import { searchOf } from './healthimaging.search.js';

const inflate = promisify<Buffer, ZlibOptions, Buffer>(gunzip);
/** A body that broke off is read again; what the service itself refuses, the SDK has repeated already. */
const BODY_ATTEMPTS_MAX = 2;
const PAUSE_MILLISECONDS = 100;
const ID = /^[0-9a-z]{32}$/;

interface Answered {
  readonly $metadata: { readonly attempts?: number | undefined };
}

/** AWS HealthImaging through the SDK. The client is made by the first call, so that a start needs no AWS. */
export class HealthImagingArchive implements ImageArchive {
  readonly name = 'healthimaging';
  private client: MedicalImagingClient | undefined;

  constructor(
    private readonly makeClient: () => MedicalImagingClient,
    private readonly metrics: Pick<ArchiveMetrics, 'callFinished'>,
    private readonly limits: Pick<
      ArchiveLimits,
      'frameBytesMax' | 'metadataBytesMax' | 'wholeMilliseconds'
    > = defaultLimits,
    readonly patientIssuer: string | undefined = undefined,
  ) {}

  names(datastoreId: string): boolean {
    return ID.test(datastoreId);
  }

  async listDatastores(status: string | undefined, page: PageRequest): Promise<Page<Datastore>> {
    // The tool's schema admits the states of the service model only.
    const wanted = status === undefined ? {} : { datastoreStatus: status as DatastoreStatus };
    const command = new ListDatastoresCommand({ ...wanted, ...pageOf(page) });
    const { datastoreSummaries = [], nextToken } = await this.ask('ListDatastores', (to) => to.send(command));
    return { items: datastoreSummaries.map(datastoreOf), nextToken };
  }

  async datastore(datastoreId: string): Promise<Datastore> {
    const command = new GetDatastoreCommand({ datastoreId });
    const { datastoreProperties } = await this.ask('GetDatastore', (to) => to.send(command));
    if (datastoreProperties === undefined) throw new DomainError('imaging.resource.not_found');
    return datastoreOf(datastoreProperties);
  }

  async search(datastoreId: string, criteria: SearchCriteria, page: PageRequest): Promise<Page<ImageSetSummary>> {
    const searched = searchOf(criteria);
    const command = new SearchImageSetsCommand({
      datastoreId,
      ...pageOf(page),
      ...(searched !== undefined && { searchCriteria: searched }),
    });
    const answer = await this.ask('SearchImageSets', (to) => to.send(command));
    return { items: (answer.imageSetsMetadataSummaries ?? []).map(summaryOf), nextToken: answer.nextToken };
  }

  async imageSet(address: ImageSetAddress, versionId?: string): Promise<ImageSetProperties> {
    const command = new GetImageSetCommand({ ...address, ...(versionId !== undefined && { versionId }) });
    return propertiesOf(await this.ask('GetImageSet', (to) => to.send(command)));
  }

  async versions(address: ImageSetAddress, page: PageRequest): Promise<Page<ImageSetProperties>> {
    const command = new ListImageSetVersionsCommand({ ...address, ...pageOf(page) });
    const answer = await this.ask('ListImageSetVersions', (to) => to.send(command));
    return { items: (answer.imageSetPropertiesList ?? []).map(propertiesOf), nextToken: answer.nextToken };
  }

  async metadata(address: ImageSetAddress, versionId: string): Promise<ImageSetDocument> {
    const command = new GetImageSetMetadataCommand({ ...address, versionId });
    const { metadataBytesMax: bytesMax, wholeMilliseconds: millisecondsMax } = this.limits;
    const limit = { bytesMax, code: 'imaging.study.too_large', millisecondsMax } as const;
    const { body } = await this.ask('GetImageSetMetadata', async (to) => {
      const { imageSetMetadataBlob: blob, contentEncoding, $metadata } = await to.send(command);
      const sent = await boundedBody(chunksOf(blob), limit);
      // The SDK leaves the encoding as it came.
      return { $metadata, body: contentEncoding === 'gzip' ? await inflated(sent, limit.bytesMax) : sent };
    });
    const parsed = imageSetMetadata.safeParse(jsonOf(body));
    if (parsed.success) return { metadata: parsed.data, bytes: body.length };
    throw new DomainError('imaging.archive.unavailable', { detail: { fault: 'metadata of another form' } });
  }

  async frame(address: ImageSetAddress, imageFrameId: string): Promise<EncodedFrame> {
    const command = new GetImageFrameCommand({ ...address, imageFrameInformation: { imageFrameId } });
    const { frameBytesMax: bytesMax, wholeMilliseconds: millisecondsMax } = this.limits;
    const limit = { bytesMax, code: 'imaging.frame.too_large', millisecondsMax } as const;
    return this.ask('GetImageFrame', async (to) => {
      const { imageFrameBlob, contentType = 'image/jph', $metadata } = await to.send(command);
      return { $metadata, bytes: await boundedBody(chunksOf(imageFrameBlob), limit), contentType };
    });
  }

  async openFrame(address: ImageSetAddress, imageFrameId: string): Promise<FrameStream> {
    const command = new GetImageFrameCommand({ ...address, imageFrameInformation: { imageFrameId } });
    return this.ask('GetImageFrame', async (to) => {
      const { imageFrameBlob, contentType = 'image/jph', $metadata } = await to.send(command);
      return { $metadata, chunks: await begun(partsOf(chunksOf(imageFrameBlob))), contentType };
    });
  }

  /** Its headers hold everything themselves. */
  async bulkData(): Promise<Buffer> {
    throw new DomainError('imaging.resource.not_found');
  }

  close(): void {
    this.client?.destroy();
  }

  private async ask<T extends Answered>(
    operation: string,
    work: (client: MedicalImagingClient) => Promise<T>,
  ): Promise<T> {
    const started = performance.now();
    const finished = (outcome: 'success' | 'failure', attempts = 1): void => {
      const seconds = (performance.now() - started) / 1000;
      this.metrics.callFinished({ archive: this.name, operation, outcome, seconds, retries: attempts - 1 });
    };
    try {
      const client = (this.client ??= this.makeClient());
      const { value, retries } = await retried(() => work(client), bodyRule);
      finished('success', (value.$metadata.attempts ?? 1) + retries);
      return value;
    } catch (error) {
      finished('failure', attemptsIn(error));
      throw healthImagingError(error);
    }
  }
}

const bodyRule: RetryRule = {
  attemptsMax: BODY_ATTEMPTS_MAX,
  pauseMilliseconds: PAUSE_MILLISECONDS,
  // What the service answered carries `$metadata` and has been repeated already; a broken body does not.
  isPassing: (error) => fieldOf(error, '$metadata') === undefined && BROKEN.has(fieldOf(error, 'code')),
};

/** A connection that ended early, and gzip that did. */
const BROKEN = new Set<unknown>(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'Z_BUF_ERROR', 'Z_DATA_ERROR']);

/** Lets go of the body when it is left, be it before its first part. */
async function* partsOf(body: Readable | undefined): AsyncGenerator<Uint8Array> {
  try {
    yield BEGINNING;
    yield* body ?? [];
  } finally {
    body?.destroy();
  }
}

/** In Node the SDK's streams are those of Node. */
function chunksOf(blob: unknown): Readable | undefined {
  return blob instanceof Readable ? blob : undefined;
}

async function inflated(body: Buffer, bytesMax: number): Promise<Buffer> {
  try {
    return await inflate(body, { maxOutputLength: bytesMax });
  } catch (error) {
    if (fieldOf(error, 'code') === 'ERR_BUFFER_TOO_LARGE')
      throw new DomainError('imaging.study.too_large', { cause: error });
    throw error;
  }
}

function pageOf({ resultsMax, token }: PageRequest) {
  return { maxResults: resultsMax, ...(token !== undefined && { nextToken: token }) };
}

function attemptsIn(error: unknown): number | undefined {
  const attempts = fieldOf(fieldOf(error, '$metadata'), 'attempts');
  return typeof attempts === 'number' ? attempts : undefined;
}

function fieldOf(thing: unknown, name: string): unknown {
  return typeof thing === 'object' && thing !== null ? Reflect.get(thing, name) : undefined;
}
