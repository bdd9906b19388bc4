import { Readable } from 'node:stream';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ImageSetMetadata } from '@caregate/core-dicom';
import { listen } from '@caregate/testing';
import type { PhantomImageSet } from './phantom.js';

const PIECE = Buffer.from(Uint8Array.from({ length: 64 * 1024 }, (_none, at) => at % 251));

export interface Fault {
  readonly status: number;
  readonly type: string;
}

/** What happens to a connection: nothing comes, or half of what was promised. */
export type Breakdown = 'silent' | 'half';

/** What the sandbox's endpoint would never do: answers as the spec wants, and counts. It checks no signatures. */
export class FaultyHealthImaging {
  /** Method and path of every request. */
  readonly requests: string[] = [];
  /** `Credential` of every signature. */
  readonly credentials: string[] = [];
  /** Given one after the other, before anything is answered. */
  readonly faults: (Fault | Breakdown)[] = [];
  /** Versions of each image set, oldest first. */
  readonly imageSets = new Map<string, PhantomImageSet[]>();
  /** Patient ids of image sets that are found, and cannot be opened. */
  readonly found: string[] = [];
  readonly searches: unknown[] = [];
  /** Frames that are only so many bytes, made as they are sent. */
  readonly large = new Map<string, number>();

  private readonly server = createServer((request, response) => void this.answer(request, response));

  constructor(readonly datastoreId: string) {}

  async start(): Promise<string> {
    return `http://127.0.0.1:${await listen(this.server)}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://faulty');
    this.requests.push(`${request.method} ${pathname}`);
    this.credentials.push(/Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const fault = this.faults.shift();
    if (fault === 'silent') return;
    if (fault === 'half') return promiseMore(response);
    if (fault !== undefined) return refuse(response, fault);
    const text = Buffer.concat(chunks).toString('utf8');
    const body: unknown = text === '' ? {} : JSON.parse(text);
    if (pathname === '/datastore') return json(response, { datastoreSummaries: this.datastores(searchParams) });
    if (pathname === `/datastore/${this.datastoreId}`) return json(response, { datastoreProperties: this.datastore() });
    if (pathname.endsWith('/searchImageSets')) return this.search(response, body, searchParams);
    const [, imageSetId = '', operation] = /\/imageSet\/(\w+)\/(\w+)$/.exec(pathname) ?? [];
    return this.answerFor(response, { imageSetId, operation, body, version: searchParams.get('version') });
  }

  private datastores(asked: URLSearchParams): readonly { readonly datastoreStatus: string }[] {
    const wanted = asked.get('datastoreStatus') ?? 'ACTIVE';
    return [this.datastore()].filter(({ datastoreStatus }) => datastoreStatus === wanted);
  }

  private answerFor(response: ServerResponse, asked: Asked): void {
    const versions = this.imageSets.get(asked.imageSetId) ?? [];
    const number = Number(asked.version ?? versions.length);
    const imageSet = versions[number - 1];
    if (imageSet === undefined) return refuse(response, { status: 404, type: 'ResourceNotFoundException' });
    if (asked.operation === 'getImageSet') return json(response, propertiesOf(imageSet.metadata, number));
    if (asked.operation === 'listImageSetVersions')
      return json(response, {
        imageSetPropertiesList: versions.map(({ metadata }, index) => propertiesOf(metadata, index + 1)).reverse(),
      });
    if (asked.operation === 'getImageSetMetadata') return metadataOf(response, imageSet.metadata);
    const large = this.large.get(frameIdIn(asked.body));
    return large === undefined ? frameOf(response, imageSet, asked.body) : this.pour(response, large);
  }

  /** Bytes of large frames that have been handed out so far. */
  poured = 0;

  /** SHA-256 of a large frame. */
  digestOf(bytes: number): string {
    const hash = createHash('sha256');
    for (let left = bytes; left > 0; left -= PIECE.length) hash.update(PIECE.subarray(0, left));
    return hash.digest('hex');
  }

  private pour(response: ServerResponse, bytes: number): void {
    response.writeHead(200, { 'content-type': 'image/jph', 'content-length': bytes });
    Readable.from(this.piecesOf(bytes)).pipe(response);
  }

  private *piecesOf(bytes: number): Generator<Buffer> {
    for (let left = bytes; left > 0; left -= PIECE.length) {
      const piece = PIECE.subarray(0, left);
      this.poured += piece.length;
      yield piece;
    }
  }

  private search(response: ServerResponse, body: unknown, page: URLSearchParams): void {
    this.searches.push(body);
    const from = Number(page.get('nextToken') ?? 0);
    const to = from + Number(page.get('maxResults') ?? 50);
    const imageSetsMetadataSummaries = this.found.slice(from, to).map((mrn, index) => ({
      imageSetId: String(from + index).padStart(32, '0'),
      version: 1,
      createdAt: 1_700_000_000,
      DICOMTags: { DICOMPatientId: mrn, DICOMStudyInstanceUID: '2.25.1' },
    }));
    json(response, { imageSetsMetadataSummaries, ...(to < this.found.length && { nextToken: String(to) }) });
  }

  private datastore() {
    const { datastoreId } = this;
    return { datastoreId, datastoreName: 'radiology', datastoreStatus: 'ACTIVE', createdAt: 1_700_000_000 };
  }
}

interface Asked {
  readonly imageSetId: string;
  readonly operation: string | undefined;
  readonly body: unknown;
  readonly version: string | null;
}

function propertiesOf({ DatastoreID, ImageSetID }: ImageSetMetadata, version: number) {
  return {
    datastoreId: DatastoreID,
    imageSetId: ImageSetID,
    versionId: String(version),
    imageSetState: 'ACTIVE',
    createdAt: 1_700_000_000,
  };
}

function metadataOf(response: ServerResponse, metadata: ImageSetMetadata): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  response.end(gzipSync(JSON.stringify(metadata)));
}

function frameIdIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'imageFrameId' in body ? String(body.imageFrameId) : '';
}

function frameOf(response: ServerResponse, { frames }: PhantomImageSet, body: unknown): void {
  const frame = frames.get(frameIdIn(body));
  if (frame === undefined) return refuse(response, { status: 404, type: 'ResourceNotFoundException' });
  response.writeHead(200, { 'content-type': 'image/jph' });
  response.end(frame);
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, { status, type }: Fault): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
  response.end(JSON.stringify({ message: 'Patient MRN001 of the faulty' }));
}

function promiseMore(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'image/jph', 'content-length': 1000 });
  response.write(Buffer.alloc(500), () => response.destroy());
}
