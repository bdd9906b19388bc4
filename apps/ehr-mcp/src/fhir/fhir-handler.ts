import { currentContext } from '@caregate/kit-http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptsJson } from './request/accepts-json.js';
import { FhirAnswer } from './answer/fhir-answer.js';
import { FhirCors } from './answer/fhir-cors.js';
import { fhirDocuments } from './fhir-documents.js';
import { FhirDoor } from './fhir-door.js';
import { fhirError } from './answer/fhir-errors.js';
import { ChartList } from './everything/chart-list.js';
import { FhirEverything } from './everything/fhir-everything.js';
import type { FhirParts } from './fhir-parts.js';
import { FhirReads } from './fhir-reads.js';
import { FhirRecordsRepository } from './sources/fhir-records.repository.js';
import { fhirRequest, type FhirRequest } from './request/fhir-request.js';
import { FhirSearches } from './search/fhir-searches.js';
import { ResourceFinder } from './search/sql/resource-finder.js';
import { operationParameters } from './request/operation-parameters.js';
import { searchForm } from './request/search-form.js';

export type FhirHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The read facade: to be mounted at `/fhir`. It guards itself, by the decision and the trail of the tools. */
export function fhirHandler(parts: FhirParts): FhirHandler {
  const answer = new FhirAnswer(parts.resourceMetadataUrl);
  const cors = new FhirCors(parts.allowedOrigins);
  const door = new FhirDoor(parts);
  const records = new FhirRecordsRepository(parts.dataSource, parts.clinic);
  const reads = new FhirReads(door, records);
  const searches = new FhirSearches(door, records, new ResourceFinder(parts.dataSource), parts.baseUrl);
  const everything = new FhirEverything(door, records, new ChartList(parts.dataSource), parts.baseUrl);
  const documents = fhirDocuments(parts);
  const give = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = fhirRequest(request);
    const identify = () => door.callerOf(request.headers);
    const handling = strictly(request) ? 'strict' : 'lenient';
    const allowed = methodsOf(asked);
    if (asked.kind === 'metadata' || asked.kind === 'smart-configuration') cors.letEverybodyRead(response);
    if (cors.answeredPreflight(request, response, allowed)) return;
    if (!allowed.split(', ').includes(request.method ?? '')) return answer.methodNotAllowed(response, allowed);
    if (asked.kind === 'nothing') return answer.notServed(response);
    if (asked.kind === 'smart-configuration') return answer.document(response, 'application/json', documents.smart);
    const parameters = asked.kind === 'search-form' ? await withForm(asked, request) : asked.parameters;
    if (!acceptsJson(request.headers.accept, parameters.get('_format'))) return answer.notAcceptable(response);
    if (asked.kind === 'metadata') return answer.document(response, 'application/fhir+json', documents.capabilities);
    if (asked.kind === 'read') return answer.read(response, await reads.read(asked, identify));
    if (asked.kind === 'everything') {
      const body = request.method === 'POST' ? await operationParameters(request) : [];
      return everything.of(asked, { identify, body, answer: (...parts) => answer.bundle(response, ...parts) });
    }
    const search = { kind: 'search', type: asked.type, parameters } as const;
    return answer.resource(response, await searches.search({ request: search, handling, identify }));
  };
  return async (request, response) => {
    cors.letRead(request, response);
    try {
      await give(request, response);
    } catch (thrown) {
      const error = fhirError(thrown);
      currentContext().errorCode = error.code;
      if (error.kind === 'internal') parts.logger.error({ err: error }, 'a FHIR request failed unforeseen');
      await answer.error(response, error);
    }
  };
}

/** Parameters of the address count as well (FHIR R4 http.html#search). */
async function withForm({ parameters }: { parameters: URLSearchParams }, request: IncomingMessage) {
  return new URLSearchParams([...parameters, ...(await searchForm(request))]);
}

/** An operation that changes nothing may be asked for by GET as well (FHIR R4 operations.html#executing). */
function methodsOf({ kind }: FhirRequest): string {
  if (kind === 'search-form') return 'POST';
  return kind === 'everything' ? 'GET, HEAD, POST' : 'GET, HEAD';
}

/** FHIR R4 search.html#errors. Of a preference that comes twice the first counts (RFC 7240 §2). */
function strictly({ headers }: IncomingMessage): boolean {
  const preferences = String(headers['prefer'] ?? '').split(',');
  const handling = preferences.find((preference) => /^\s*handling\s*=/i.test(preference)) ?? '';
  return /=\s*"?strict"?\s*(?:;|$)/i.test(handling);
}
