import { AccessRefused } from '@caregate/kit-access';
import type { DomainError } from '@caregate/core-errors';
import { bearerChallenge, currentContext } from '@caregate/kit-http';
import type { ServerResponse } from 'node:http';
import type { FhirResource } from 'fhir/r4.js';
import { outcomeOf, statusOf } from './fhir-errors.js';
import { SmartAccessRefused } from './smart-access-refused.error.js';

/** Answers of the facade. What is of a person is kept by nobody on the way (RFC 9111 §5.2.2.5). */
export class FhirAnswer {
  constructor(private readonly resourceMetadataUrl: string) {}

  resource(response: ServerResponse, resource: FhirResource): void {
    const { versionId, lastUpdated } = resource.meta ?? {};
    // FHIR R4 http.html#read: the version as a weak ETag.
    if (versionId !== undefined) response.setHeader('etag', `W/"${versionId}"`);
    if (lastUpdated !== undefined) response.setHeader('last-modified', new Date(lastUpdated).toUTCString());
    this.write(response, 200, 'application/fhir+json', resource);
  }

  /** For what everybody may know. */
  document(response: ServerResponse, type: 'application/fhir+json' | 'application/json', body: object): void {
    response.setHeader('cache-control', 'public, max-age=300');
    response.setHeader('access-control-allow-origin', '*');
    this.write(response, 200, type, body);
  }

  error(response: ServerResponse, error: DomainError): void {
    const { requestId, requiredScopes } = currentContext();
    const scopes = error instanceof AccessRefused ? scopesToAskFor(error) : requiredScopes;
    const challenge = bearerChallenge(error, scopes, { resourceMetadataUrl: this.resourceMetadataUrl });
    if (challenge !== undefined) response.setHeader('www-authenticate', challenge);
    this.write(response, statusOf(error), 'application/fhir+json', outcomeOf(error, requestId));
  }

  methodNotAllowed(response: ServerResponse, outcome: FhirResource): void {
    response.setHeader('allow', 'GET, HEAD');
    this.write(response, 405, 'application/fhir+json', outcome);
  }

  private write(response: ServerResponse, status: number, type: string, body: object): void {
    if (response.headersSent) return void response.destroy();
    const text = JSON.stringify(body);
    if (!response.hasHeader('cache-control')) response.setHeader('cache-control', 'no-store');
    response
      .writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': Buffer.byteLength(text) })
      .end(response.req.method === 'HEAD' ? undefined : text);
  }
}

function scopesToAskFor(error: AccessRefused): readonly string[] {
  return error instanceof SmartAccessRefused ? [error.smartScope] : error.requiredScopes;
}
