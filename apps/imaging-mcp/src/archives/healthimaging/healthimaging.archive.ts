import { gunzip } from 'node:zlib';
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
import { imageSetMetadata, type ImageSetMetadata } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import type { ArchiveMetrics } from '../archive-metrics.port.js';
import type {
  Datastore,
  EncodedFrame,
  ImageArchive,
  ImageSetAddress,
  ImageSetProperties,
  ImageSetSummary,
  Page,
  PageRequest,
} from '../image-archive.port.js';
import type { SearchCriteria } from '../search-criteria.js';
import { healthImagingError } from './healthimaging.error.js';
import { datastoreOf, propertiesOf, summaryOf } from './healthimaging.shapes.js';
import { searchOf } from './healthimaging.search.js';

const inflate = promisify(gunzip);
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

  async metadata(address: ImageSetAddress, versionId: string): Promise<ImageSetMetadata> {
    const command = new GetImageSetMetadataCommand({ ...address, versionId });
    const bytes = await this.ask('GetImageSetMetadata', async (to) => {
      const { imageSetMetadataBlob: blob, contentEncoding, $metadata } = await to.send(command);
      const body = Buffer.from((await blob?.transformToByteArray()) ?? []);
      // The SDK leaves the encoding as it came.
      return { $metadata, body: contentEncoding === 'gzip' ? await inflate(body) : body };
    });
    const parsed = imageSetMetadata.safeParse(JSON.parse(bytes.body.toString('utf8')));
    if (parsed.success) return parsed.data;
    throw new DomainError('imaging.archive.unavailable', { detail: { fault: 'metadata of another form' } });
  }

  async frame(address: ImageSetAddress, imageFrameId: string): Promise<EncodedFrame> {
    const command = new GetImageFrameCommand({ ...address, imageFrameInformation: { imageFrameId } });
    return this.ask('GetImageFrame', async (to) => {
      const { imageFrameBlob, contentType = 'image/jph', $metadata } = await to.send(command);
      return { $metadata, bytes: Buffer.from((await imageFrameBlob?.transformToByteArray()) ?? []), contentType };
    });
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
      this.client ??= this.makeClient();
      const answer = await work(this.client);
      finished('success', answer.$metadata.attempts);
      return answer;
    } catch (error) {
      finished('failure', attemptsIn(error));
      throw healthImagingError(error);
    }
  }
}

function pageOf({ resultsMax, token }: PageRequest) {
  return { maxResults: resultsMax, ...(token !== undefined && { nextToken: token }) };
}

function attemptsIn(error: unknown): number | undefined {
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  const attempts = typeof metadata === 'object' && metadata !== null && 'attempts' in metadata ? metadata.attempts : 1;
  return typeof attempts === 'number' ? attempts : undefined;
}
