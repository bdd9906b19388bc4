import { smartScopes } from '@caregate/core-permissions';

export interface SmartOptions {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revocationUrl?: string;
  readonly introspectionUrl?: string;
  /** Scopes that the authorization server gives for this resource, in its own words. */
  readonly scopes: readonly string[];
  readonly grantTypes: readonly string[];
  readonly tokenEndpointAuthMethods: readonly string[];
}

/** `/.well-known/smart-configuration` (SMART App Launch 2.2, conformance). It promises only what is kept. */
export function smartConfiguration(options: SmartOptions) {
  return {
    issuer: options.issuer,
    jwks_uri: options.jwksUri,
    authorization_endpoint: options.authorizeUrl,
    token_endpoint: options.tokenUrl,
    ...(options.revocationUrl !== undefined && { revocation_endpoint: options.revocationUrl }),
    ...(options.introspectionUrl !== undefined && { introspection_endpoint: options.introspectionUrl }),
    grant_types_supported: options.grantTypes,
    response_types_supported: ['code'],
    token_endpoint_auth_methods_supported: options.tokenEndpointAuthMethods,
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'fhirUser', 'offline_access', 'launch/patient', ...smartScopes, ...options.scopes],
    capabilities: capabilitiesOf(options),
  };
}

/** No launch from within a record; an application that stands alone may have a patient chosen at sign-in. */
function capabilitiesOf({ tokenEndpointAuthMethods: methods }: SmartOptions): string[] {
  return [
    ...(methods.includes('none') ? ['client-public'] : []),
    ...(methods.includes('client_secret_basic') ? ['client-confidential-symmetric'] : []),
    ...(methods.includes('private_key_jwt') ? ['client-confidential-asymmetric'] : []),
    'launch-standalone',
    'context-standalone-patient',
    'permission-offline',
    'permission-patient',
    'permission-user',
    'permission-v1',
    'permission-v2',
  ];
}
