import type { IncomingMessage } from 'node:http';
import { fhirBody } from './fhir-body.js';
import { fhirParameters } from './fhir-parameters.js';

/** The parameters of `POST /{Type}/_search` (FHIR R4 http.html#search): there no name of a patient is in an address. */
export async function searchForm(request: IncomingMessage): Promise<URLSearchParams> {
  return fhirParameters(await fhirBody(request, ['application/x-www-form-urlencoded']));
}
