import { isServed, type ServedType } from '@caregate/core-fhir';
import type { IncomingMessage } from 'node:http';
import { decoded } from './decoded.js';
import { fhirParameters } from './fhir-parameters.js';

export type FhirRequest =
  | { readonly kind: 'metadata'; readonly parameters: URLSearchParams }
  | { readonly kind: 'smart-configuration' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'read'; readonly type: ServedType; readonly id: string; readonly parameters: URLSearchParams }
  | { readonly kind: 'everything'; readonly id: string; readonly parameters: URLSearchParams }
  | { readonly kind: 'search'; readonly type: ServedType; readonly parameters: URLSearchParams }
  /** A search whose parameters, or the rest of them, are in the body. */
  | { readonly kind: 'search-form'; readonly type: ServedType; readonly parameters: URLSearchParams };

const idOfFhir = /^[A-Za-z0-9\-.]{1,64}$/;

/** What is asked, by the path below the facade; a router in front may or may not have taken `/fhir` off. */
export function fhirRequest({ url = '/' }: Pick<IncomingMessage, 'url'>): FhirRequest {
  const [path = ''] = url.split('?', 1);
  const parameters = fhirParameters(url.slice(path.length + 1));
  const [first = '', second, third, ...rest] = path
    .replace(/^\/fhir(?=\/|$)/, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  if (rest.length > 0) return { kind: 'nothing' };
  if (third !== undefined)
    return first === 'Patient' && third === '$everything' && second !== undefined && idOfFhir.test(second)
      ? { kind: 'everything', id: second, parameters }
      : { kind: 'nothing' };
  if (first === 'metadata' && second === undefined) return { kind: 'metadata', parameters };
  if (first === '.well-known' && second === 'smart-configuration') return { kind: 'smart-configuration' };
  if (!isServed(first)) return { kind: 'nothing' };
  if (second === undefined) return { kind: 'search', type: first, parameters };
  if (second === '_search') return { kind: 'search-form', type: first, parameters };
  return idOfFhir.test(second) ? { kind: 'read', type: first, id: second, parameters } : { kind: 'nothing' };
}
