import type { Logger } from '@caregate/kit-http';
import { createMcpHost, loopbackNames, mcpRequestContext, type McpHost, type McpHostOptions } from '@caregate/kit-mcp';
import type { ImagingConfig } from '../config.js';
import { errorFields } from '../error-fields.js';
import { imagingTools } from '../imaging-tools.js';
import { viewerViews } from '../viewer/viewer-views.js';
import type { ImagingCore } from './imaging-core.js';
import { version } from './version.js';

const instructions = `Medical images of one clinic. Take a datastore from list_datastores, find image sets with search_image_sets
(the DICOM patient ID is the MRN), and look at one with render_image_frame. You see only pictures of patients to whom
you are related; every look is on the audit trail. Pictures are not for primary diagnosis.`;

type Listening = Pick<McpHostOptions<never>, 'metrics' | 'rates'>;

export function imagingHost(
  config: ImagingConfig,
  core: ImagingCore,
  logger: Logger,
  listening: Listening = {},
): McpHost {
  const { origin, hostname } = new URL(config.PUBLIC_URL);
  return createMcpHost({
    name: 'imaging-mcp',
    version,
    instructions,
    tools: imagingTools,
    views: viewerViews(() => logger.info({}, 'the viewer is not built, so pictures are in answers only')),
    services: core.services,
    verifier: core.verifier,
    authorizer: core.authorizer,
    audit: core.audit,
    revocations: core.revocations,
    resource: {
      url: core.resource,
      authorizationServers: [config.ISSUER],
      scopesSupported: ['read:imaging', 'read:own_records'],
    },
    errorFields,
    breakGlassUrl: config.BREAK_GLASS_URL,
    logger,
    allowedOrigins: [origin, ...config.ALLOWED_ORIGINS],
    allowedHosts: [hostname, ...loopbackNames],
    requestContext: mcpRequestContext,
    ...listening,
  });
}
