import { capabilityStatement, smartConfiguration } from '@caregate/core-fhir';
import type { FhirParts } from './fhir-parts.js';

/** What everybody may read of the facade; both say the same of the authorization server (its own metadata, RFC 8414). */
export function fhirDocuments({ baseUrl, issuer, jwksUrl, scopes, version, startedAt }: FhirParts) {
  const oauth = `${issuer.replace(/\/$/, '')}/oauth`;
  const endpoints = { authorizeUrl: `${oauth}/auth`, tokenUrl: `${oauth}/token` };
  return {
    capabilities: capabilityStatement({ baseUrl, version, date: startedAt, ...endpoints }),
    smart: smartConfiguration({
      issuer,
      jwksUri: jwksUrl,
      ...endpoints,
      scopes,
      grantTypes: ['authorization_code', 'client_credentials'],
      tokenEndpointAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    }),
  };
}
