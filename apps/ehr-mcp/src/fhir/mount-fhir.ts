import { mountHandler, type Logger } from '@caregate/kit-http';
import { protectedResourceMetadataUrl } from '@caregate/core-contracts';
import type { INestApplication } from '@nestjs/common';
import type { EhrConfig } from '../config.js';
import type { EhrCore } from '../server/ehr-core.js';
import { version } from '../server/version.js';
import { fhirHandler } from './fhir-handler.js';

/** Reading only: what the facade offers. Of scopes it names those that open something here. */
const scopes = [
  'read:patients',
  'read:appointments',
  'read:medications',
  'read:allergies',
  'read:labs',
  'read:vitals',
  'read:providers',
  'read:own_records',
];

/** Opens `/fhir` below the public address, for tokens of the same resource as the tools. Before the app listens. */
export function mountFhir(app: INestApplication, config: EhrConfig, core: EhrCore, logger: Logger): void {
  const handler = fhirHandler({
    dataSource: core.dataSource,
    verifier: core.verifier,
    authorizer: core.authorizer,
    audit: core.audit,
    logger,
    clinic: core.services.clinic,
    baseUrl: `${config.PUBLIC_URL.replace(/\/$/, '')}/fhir`,
    issuer: config.ISSUER,
    jwksUrl: config.JWKS_URL,
    resourceMetadataUrl: protectedResourceMetadataUrl(core.resource),
    breakGlassUrl: config.BREAK_GLASS_URL,
    scopes,
    allowedOrigins: [new URL(config.PUBLIC_URL).origin, ...config.ALLOWED_ORIGINS, ...config.FHIR_ALLOWED_ORIGINS],
    version,
    startedAt: new Date(),
  });
  mountHandler(app, { path: '/fhir', name: 'fhir', handler });
}
