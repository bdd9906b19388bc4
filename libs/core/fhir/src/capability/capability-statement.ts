import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4.js';
import { includesOf, revIncludesOf } from '../search/include.js';
import { isServed, servedTypes, type ServedType } from '../search/served-types.js';

export interface CapabilityOptions {
  readonly baseUrl: string;
  readonly version: string;
  /** When this version came to be; the statement does not change while it runs. */
  readonly date: Date;
  /** OAuth endpoints for clients that look for them here (SMART App Launch, "oauth-uris"). */
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
}

const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';

/** What the facade can do, from the same table by which it does it. */
export function capabilityStatement(options: CapabilityOptions): CapabilityStatement {
  const { baseUrl, version, date, authorizeUrl, tokenUrl } = options;
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: date.toISOString(),
    kind: 'instance',
    software: { name: 'CareGate', version },
    implementation: { description: 'Read access to the health record of one clinic', url: baseUrl },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        security: {
          cors: true,
          service: [
            {
              coding: [
                { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' },
              ],
            },
          ],
          extension: [
            {
              url: oauthUris,
              extension: [
                { url: 'authorize', valueUri: authorizeUrl },
                { url: 'token', valueUri: tokenUrl },
              ],
            },
          ],
        },
        resource: Object.keys(servedTypes).filter(isServed).map(resourceOf),
      },
    ],
  };
}

function resourceOf(type: ServedType): CapabilityStatementRestResource {
  const { parameters, profiles, operations } = servedTypes[type];
  return {
    type,
    ...(profiles.length > 0 && { supportedProfile: [...profiles] }),
    interaction: [{ code: 'read' }, { code: 'search-type' }],
    versioning: 'versioned',
    readHistory: false,
    conditionalRead: 'full-support',
    ...(includesOf(type).length > 0 && { searchInclude: [...includesOf(type)] }),
    ...(revIncludesOf(type).length > 0 && { searchRevInclude: [...revIncludesOf(type)] }),
    searchParam: Object.entries(parameters).map(([name, { kind }]) => ({ name, type: kind })),
    ...(operations !== undefined && { operation: [...operations] }),
  };
}
