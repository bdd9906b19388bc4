import { areas } from './granted-scopes.js';
import { systems } from '../terms/systems.js';
import { formatSmartScope, type SmartScope } from './smart-scope.js';

export interface SmartOptions {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly registrationUrl?: string;
  readonly revocationUrl?: string;
  readonly introspectionUrl?: string;
  /** Scopes that the authorization server gives for this resource, in its own words. */
  readonly scopes: readonly string[];
  /** Whether it gives SMART v2 scopes as well. */
  readonly givesSmartScopes: boolean;
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
    ...(options.registrationUrl !== undefined && { registration_endpoint: options.registrationUrl }),
    ...(options.revocationUrl !== undefined && { revocation_endpoint: options.revocationUrl }),
    ...(options.introspectionUrl !== undefined && { introspection_endpoint: options.introspectionUrl }),
    grant_types_supported: options.grantTypes,
    response_types_supported: ['code'],
    token_endpoint_auth_methods_supported: options.tokenEndpointAuthMethods,
    code_challenge_methods_supported: ['S256'],
    scopes_supported: [...options.scopes, ...(options.givesSmartScopes ? smartScopes() : [])],
    capabilities: capabilitiesOf(options),
  };
}

function capabilitiesOf({ tokenEndpointAuthMethods: methods, givesSmartScopes }: SmartOptions): string[] {
  return [
    ...(methods.includes('none') ? ['client-public'] : []),
    ...(methods.includes('client_secret_basic') ? ['client-confidential-symmetric'] : []),
    ...(methods.includes('private_key_jwt') ? ['client-confidential-asymmetric'] : []),
    ...(givesSmartScopes ? ['permission-v2', 'permission-user', 'permission-patient'] : []),
  ];
}

/** Reading and searching of each type, and of each category of Observation, in every context. */
function smartScopes(): string[] {
  const contexts: readonly SmartScope['context'][] = ['patient', 'user', 'system'];
  return contexts.flatMap((context) =>
    Object.entries(areas).flatMap(([type, parts]) => {
      const whole: SmartScope = { context, type, actions: ['r', 's'], filter: [] };
      const categories = parts.flatMap(({ category }) =>
        category === undefined ? [] : [{ ...whole, filter: [categoryFilter(category)] }],
      );
      return [whole, ...categories].map(formatSmartScope);
    }),
  );
}

function categoryFilter(category: string): readonly [string, string] {
  return ['category', `${systems.observationCategory}|${category}`];
}
