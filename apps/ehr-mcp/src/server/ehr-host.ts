import type { Logger } from '@caregate/kit-http';
import { createMcpHost, loopbackNames, mcpRequestContext, type McpHost, type McpHostOptions } from '@caregate/kit-mcp';
import { chartViews } from '../chart/chart-views.js';
import type { EhrConfig } from '../config.js';
import { ehrCompletions } from '../lookup/ehr-completions.js';
import { ehrPrompts } from '../prompts/ehr-prompts.js';
import { ehrResources } from '../resources/ehr-resources.js';
import { reasonsOf } from '../shape/refused-for-reasons.js';
import { unchangedAudit } from '../writes/unchanged-audit.js';
import type { EhrCore } from './ehr-core.js';
import { firstScopes } from './first-scopes.js';
import { offeredTools } from './offered-tools.js';
import { SharedTickets } from './shared-tickets.js';
import { version } from './version.js';

const instructions = `Health record of one clinic. Find a patient with search_patients, then use the MRN with the other tools.
You see only patients to whom you are related; every call is on the audit trail. Units stand beside each value.`;

/** What only a process that listens has. */
type Listening = Pick<McpHostOptions<never>, 'metrics' | 'rates' | 'firstVersion'>;

export function ehrHost(config: EhrConfig, core: EhrCore, logger: Logger, listening: Listening = {}): McpHost {
  const { origin, hostname } = new URL(config.PUBLIC_URL);
  return createMcpHost({
    name: 'ehr-mcp',
    version,
    instructions,
    tools: offeredTools(config.READ_ONLY),
    resources: ehrResources,
    prompts: ehrPrompts,
    completions: ehrCompletions,
    views: chartViews(() => logger.info({}, 'the chart is not built, so answers are text only')),
    services: core.services,
    verifier: core.verifier,
    authorizer: core.authorizer,
    audit: unchangedAudit(core.audit),
    revocations: core.revocations,
    resource: { url: core.resource, authorizationServers: [config.ISSUER], scopesSupported: firstScopes },
    logger,
    errorFields: reasonsOf,
    breakGlassUrl: config.BREAK_GLASS_URL,
    allowedOrigins: [origin, ...config.ALLOWED_ORIGINS],
    allowedHosts: [hostname, ...loopbackNames],
    requestContext: mcpRequestContext,
    withdraw: ({ token, tool, caller }, { writes }) => writes.withdraw(caller, tool, token),
    tickets: new SharedTickets(core.dataSource),
    ...listening,
  });
}
