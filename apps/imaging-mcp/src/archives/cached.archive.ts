import { LRUCache } from 'lru-cache';
import { ByteBudget } from '../frames/byte-budget.js';
import type { ArchiveMetrics } from './archive-metrics.port.js';
import type { BulkData } from './bulk-data.js';
import type {
  Datastore,
  EncodedFrame,
  FrameStream,
  ImageArchive,
  ImageSetAddress,
  ImageSetDocument,
  ImageSetProperties,
  Page,
  PageRequest,
} from './image-archive.port.js';
import type { SearchCriteria } from './search-criteria.js';

const DATASTORES_MAX = 500;
const IMAGE_SETS_MAX = 10_000;
/** Headers that are read at once: while they are, those of a long series take ten times their size in memory. */
const READ_AT_ONCE = 4;
const READ_LATER_MAX = 64;
/** Of look-up tables, which are small and asked for with every frame. */
const BULK_BYTES_MAX = 8 * 1024 * 1024;

export interface CacheLimits {
  /** How long an answer that may change is believed: datastores, and which version of an image set is the latest. */
  readonly seconds: number;
  /** Room for frames. */
  readonly frameBytesMax: number;
  /** Room for headers, counted as JSON; in memory they take several times that. */
  readonly metadataBytesMax: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * Remembers what an archive has said. A version of an image set never changes, nor does a frame, so that these go only
 * for want of room; everything else goes after its time.
 */
export class CachedArchive implements ImageArchive {
  private readonly datastores: LRUCache<string, Datastore>;
  private readonly latest: LRUCache<string, ImageSetProperties>;
  private readonly documents: LRUCache<string, ImageSetDocument>;
  private readonly frames: LRUCache<string, EncodedFrame>;
  private readonly bulk = new LRUCache<string, Buffer>({
    maxSize: BULK_BYTES_MAX,
    sizeCalculation: ({ length }) => length + 1,
  });
  private readonly reading = new ByteBudget(READ_AT_ONCE, READ_LATER_MAX, 'imaging.headers.busy');
  private readonly running = new Map<string, Promise<object>>();

  constructor(
    private readonly archive: ImageArchive,
    { seconds, frameBytesMax, metadataBytesMax, now }: CacheLimits,
    private readonly metrics: Pick<ArchiveMetrics, 'cacheAsked'>,
  ) {
    const ageing = { ttl: Math.max(1, seconds * 1000), ttlResolution: 0, ...(now !== undefined && { perf: { now } }) };
    this.datastores = new LRUCache({ max: DATASTORES_MAX, ...ageing });
    this.latest = new LRUCache({ max: IMAGE_SETS_MAX, ...ageing });
    this.documents = new LRUCache({ maxSize: metadataBytesMax, sizeCalculation: ({ bytes }) => bytes + 1 });
    this.frames = new LRUCache({ maxSize: frameBytesMax, sizeCalculation: ({ bytes }) => bytes.length + 1 });
  }

  get name(): string {
    return this.archive.name;
  }

  get patientIssuer(): string | undefined {
    return this.archive.patientIssuer;
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

  metadata(address: ImageSetAddress, versionId: string): Promise<ImageSetDocument> {
    const ask = () => this.reading.spend(1, () => this.archive.metadata(address, versionId));
    return this.remembered('metadata', this.documents, keyOf(address, versionId), ask);
  }

  frame(address: ImageSetAddress, frameId: string, fresh?: 'fresh'): Promise<EncodedFrame> {
    const key = keyOf(address, frameId);
    if (fresh !== undefined) this.frames.delete(key);
    return this.remembered('frame', this.frames, key, () => this.archive.frame(address, frameId));
  }

  openFrame(address: ImageSetAddress, frameId: string): Promise<FrameStream> {
    return this.archive.openFrame(address, frameId);
  }

  bulkData(value: BulkData): Promise<Buffer> {
    return this.remembered('bulk', this.bulk, value.path, () => this.archive.bulkData(value));
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
    return this.once(`${name} ${key}`, async () => {
      const answer = await ask();
      cache.set(key, answer);
      return answer;
    });
  }

  /** Those who ask while an answer is on its way wait for that one. */
  private once<V extends object>(key: string, work: () => Promise<V>): Promise<V> {
    // A key begins with the name of its cache, and each cache holds one type.
    const running = this.running.get(key) as Promise<V> | undefined;
    if (running !== undefined) return running;
    const begun = work().finally(() => this.running.delete(key));
    this.running.set(key, begun);
    return begun;
  }
}

function keyOf({ datastoreId, imageSetId }: ImageSetAddress, part = ''): string {
  return `${datastoreId}/${imageSetId}/${part}`;
}
