import { capabilityStatement, smartConfiguration } from '@caregate/core-fhir';
import type { FhirParts } from './fhir-parts.js';

/** What everybody may read of the facade; both say the same of the authorization server (its own metadata, RFC 8414). */
export function fhirDocuments({ baseUrl, issuer, jwksUrl, scopes, version, startedAt }: FhirParts) {
  // The authorization server has its endpoints right below its issuer.
  const oauth = issuer.replace(/\/$/, '');
  const endpoints = { authorizeUrl: `${oauth}/auth`, tokenUrl: `${oauth}/token` };
  return {
    capabilities: capabilityStatement({ baseUrl, version, date: startedAt, ...endpoints }),
    smart: smartConfiguration({
      issuer,
      jwksUri: jwksUrl,
      ...endpoints,
      revocationUrl: `${oauth}/token/revocation`,
      introspectionUrl: `${oauth}/token/introspection`,
      scopes,
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
      // First what works with a secret and without one, as some clients take the first.
      tokenEndpointAuthMethods: ['client_secret_post', 'client_secret_basic', 'none'],
    }),
  };
}
