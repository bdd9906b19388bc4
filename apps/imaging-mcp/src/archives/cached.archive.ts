import type { ImageSetMetadata } from '@caregate/core-dicom';
import { LRUCache } from 'lru-cache';
import type { ArchiveMetrics } from './archive-metrics.port.js';
import type {
  Datastore,
  EncodedFrame,
  ImageArchive,
  ImageSetAddress,
  ImageSetProperties,
  Page,
  PageRequest,
} from './image-archive.port.js';
import type { SearchCriteria } from './search-criteria.js';

const DATASTORES_MAX = 500;
const IMAGE_SETS_MAX = 10_000;
const METADATA_FRAMES_MAX = 50_000;

export interface CacheLimits {
  /** How long an answer that may change is believed: datastores, and which version of an image set is the latest. */
  readonly seconds: number;
  readonly frameBytesMax: number;
}

/**
 * Remembers what an archive has said. A version of an image set never changes, nor does a frame, so that these go only
 * for want of room; everything else goes after its time.
 */
export class CachedArchive implements ImageArchive {
  private readonly datastores: LRUCache<string, Datastore>;
  private readonly latest: LRUCache<string, ImageSetProperties>;
  private readonly documents: LRUCache<string, ImageSetMetadata>;
  private readonly frames: LRUCache<string, EncodedFrame>;

  constructor(
    private readonly archive: ImageArchive,
    { seconds, frameBytesMax }: CacheLimits,
    private readonly metrics: Pick<ArchiveMetrics, 'cacheAsked'>,
  ) {
    const ttl = Math.max(1, seconds * 1000);
    this.datastores = new LRUCache({ max: DATASTORES_MAX, ttl });
    this.latest = new LRUCache({ max: IMAGE_SETS_MAX, ttl });
    this.documents = new LRUCache({ maxSize: METADATA_FRAMES_MAX, sizeCalculation: instancesIn });
    this.frames = new LRUCache({ maxSize: frameBytesMax, sizeCalculation: ({ bytes }) => bytes.length + 1 });
  }

  get name(): string {
    return this.archive.name;
  }

  names(datastoreId: string): boolean {
    return this.archive.names(datastoreId);
  }

  listDatastores(status: string | undefined, page: PageRequest): Promise<Page<Datastore>> {
    return this.archive.listDatastores(status, page);
  }

  datastore(id: string): Promise<Datastore> {
    return this.remembered('datastore', this.datastores, id, () => this.archive.datastore(id));
  }

  search(datastoreId: string, criteria: SearchCriteria, page: PageRequest) {
    return this.archive.search(datastoreId, criteria, page);
  }

  imageSet(address: ImageSetAddress, versionId?: string): Promise<ImageSetProperties> {
    if (versionId !== undefined) return this.archive.imageSet(address, versionId);
    return this.remembered('image-set', this.latest, keyOf(address), () => this.archive.imageSet(address));
  }

  versions(address: ImageSetAddress, page: PageRequest): Promise<Page<ImageSetProperties>> {
    return this.archive.versions(address, page);
  }

  metadata(address: ImageSetAddress, versionId: string): Promise<ImageSetMetadata> {
    const ask = () => this.archive.metadata(address, versionId);
    return this.remembered('metadata', this.documents, keyOf(address, versionId), ask);
  }

  frame(address: ImageSetAddress, frameId: string): Promise<EncodedFrame> {
    return this.remembered('frame', this.frames, keyOf(address, frameId), () => this.archive.frame(address, frameId));
  }

  private async remembered<V extends object>(
    name: string,
    cache: LRUCache<string, V>,
    key: string,
    ask: () => Promise<V>,
  ): Promise<V> {
    const known = cache.get(key);
    this.metrics.cacheAsked(name, known !== undefined);
    if (known !== undefined) return known;
    const answer = await ask();
    cache.set(key, answer);
    return answer;
  }
}

function keyOf({ datastoreId, imageSetId }: ImageSetAddress, part = ''): string {
  return `${datastoreId}/${imageSetId}/${part}`;
}

function instancesIn({ Study }: ImageSetMetadata): number {
  return Object.values(Study.Series).reduce((sum, { Instances }) => sum + Object.keys(Instances).length, 1);
}
