import { AccessRefused } from '@caregate/kit-access';
import type { DomainError } from '@caregate/core-errors';
import { operationOutcome } from '@caregate/core-fhir';
import { bearerChallenge, currentContext } from '@caregate/kit-http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4.js';
import { acceptsGzip } from '../request/accepts-gzip.js';
import { outcomeOf, statusOf } from './fhir-errors.js';
import { isFresh, type Revision } from './is-fresh.js';
import { jsonOf } from './json-of.js';
import { SmartAccessRefused } from './smart-access-refused.error.js';

/** Answers of the facade. What is of a person is kept by nobody on the way (RFC 9111 §5.2.2.5). */
export class FhirAnswer {
  constructor(private readonly resourceMetadataUrl: string) {}

  resource(response: ServerResponse, resource: FhirResource): Promise<void> {
    this.revision(response, resource);
    return this.write(response, 200, 'application/fhir+json', resource);
  }

  /** A Bundle whose entries are made while it is sent, as fast as the client takes it. What fails before is answered. */
  async bundle(response: ServerResponse, bundle: Bundle, entries: AsyncIterable<BundleEntry>): Promise<void> {
    const pieces = jsonOf(bundle, entries);
    const first = await pieces.next();
    response.setHeader('cache-control', noStore).setHeader('content-type', 'application/fhir+json; charset=utf-8');
    if (response.req.method === 'HEAD') return void response.end();
    const text = Readable.from(afterwards(first.value ?? '', pieces));
    const isPacked = packsFor(response.req);
    if (isPacked) response.setHeader('content-encoding', 'gzip');
    try {
      await (isPacked ? pipeline(text, createGzip(), response) : pipeline(text, response));
    } catch (error) {
      if (!isClientGone(error)) throw error;
    }
  }

  /** The resource, or nothing where the client has this version (FHIR R4 http.html#cread). */
  async read(response: ServerResponse, resource: FhirResource): Promise<void> {
    const revision = this.revision(response, resource);
    if (!isFresh(response.req.headers, revision)) return this.write(response, 200, 'application/fhir+json', resource);
    response.setHeader('cache-control', noStore).writeHead(304).end();
  }

  /** For what everybody may know. */
  document(response: ServerResponse, type: 'application/fhir+json' | 'application/json', body: object): Promise<void> {
    response.setHeader('cache-control', 'public, max-age=300');
    return this.write(response, 200, type, body);
  }

  error(response: ServerResponse, error: DomainError): Promise<void> {
    const { requestId, requiredScopes } = currentContext();
    const scopes = error instanceof AccessRefused ? scopesToAskFor(error) : requiredScopes;
    const challenge = bearerChallenge(error, scopes, { resourceMetadataUrl: this.resourceMetadataUrl });
    if (challenge !== undefined) response.setHeader('www-authenticate', challenge);
    return this.write(response, statusOf(error), 'application/fhir+json', outcomeOf(error, requestId));
  }

  methodNotAllowed(response: ServerResponse, allowed: string): Promise<void> {
    response.setHeader('allow', allowed);
    return this.write(response, 405, 'application/fhir+json', notSupported(`Here is nothing but ${allowed}.`));
  }

  /** No such type, or none of what can be done with one (FHIR R4 http.html#2.21.0.4). */
  notServed(response: ServerResponse): Promise<void> {
    const outcome = notSupported('Here is no resource type and no interaction that is served.');
    return this.write(response, 404, 'application/fhir+json', outcome);
  }

  notAcceptable(response: ServerResponse): Promise<void> {
    const outcome = notSupported('The facade answers in JSON of FHIR R4: application/fhir+json.');
    return this.write(response, 406, 'application/fhir+json', outcome);
  }

  /** FHIR R4 http.html#read: the version as a weak ETag. */
  private revision(response: ServerResponse, { meta: { versionId, lastUpdated } = {} }: FhirResource): Revision {
    const etag = versionId === undefined ? undefined : `W/"${versionId}"`;
    const lastModified = lastUpdated === undefined ? undefined : new Date(lastUpdated);
    if (etag !== undefined) response.setHeader('etag', etag);
    if (lastModified !== undefined) response.setHeader('last-modified', lastModified.toUTCString());
    return { etag, lastModified };
  }

  private async write(response: ServerResponse, status: number, type: string, body: object): Promise<void> {
    if (response.headersSent) return void response.destroy();
    const text = Buffer.from(JSON.stringify(body));
    if (!response.hasHeader('cache-control')) response.setHeader('cache-control', noStore);
    const isPacked = text.byteLength >= PACKED_BYTES_MIN && packsFor(response.req);
    const packed = isPacked ? await pack(text) : undefined;
    if (packed !== undefined) response.setHeader('content-encoding', 'gzip');
    const sent = packed ?? text;
    response
      .writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': sent.byteLength })
      .end(response.req.method === 'HEAD' ? undefined : sent);
  }
}

const noStore = 'no-store';
const pack = promisify(gzip);

/** Below this, packing costs more than it saves. */
const PACKED_BYTES_MIN = 1_024;

async function* afterwards(first: string, others: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* others;
}

function packsFor({ headers }: IncomingMessage): boolean {
  return acceptsGzip(String(headers['accept-encoding'] ?? ''));
}

/** Who goes away in the middle of a long answer has not been failed. */
function isClientGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function notSupported(text: string): FhirResource {
  return operationOutcome([{ severity: 'error', code: 'not-supported', text }]);
}

function scopesToAskFor(error: AccessRefused): readonly string[] {
  return error instanceof SmartAccessRefused ? [error.smartScope] : error.requiredScopes;
}
