export { mcpMetrics } from './app/mcp-metrics.js';
export { mcpRates } from './app/mcp-rates.js';
export { mcpRequestContext } from './app/mcp-request-context.js';
export { MCP_HOST, ProtectedResourceController } from './app/protected-resource.controller.js';
export { runStdio, type StdioApp, type StdioSettings } from './app/run-stdio.js';
export type { FirstVersionRoute } from './http/first-version/first-version.door.js';
export type { VersionNotice } from './http/first-version/version-notice.js';
export type { Choice, Completion } from './completion/completion.js';
export { DoorGuard, loopbackNames } from './http/threshold/door.guard.js';
export { createMcpHost } from './host/create-mcp-host.js';
export type { HostLimits } from './host/host.limits.js';
export type { McpHost } from './host/mcp-host.js';
export type { McpHostOptions } from './host/mcp-host.options.js';
export type { AuditTrailPort } from './ports/audit-trail.port.js';
export type { AuthorizerPort } from './ports/authorizer.port.js';
export type { LoggerPort } from './ports/logger.port.js';
export type { FinishedCall, MetricsPort } from './ports/metrics.port.js';
export type { Counted, RateLimitPort } from './ports/rate-limit.port.js';
export type { RequestContextPort, RequestFacts } from './ports/request-context.port.js';
export type { RevocationsPort } from './ports/revocations.port.js';
export type { KeptTicket, TicketStorePort } from './ports/ticket-store.port.js';
export type { TokenVerifierPort } from './ports/token-verifier.port.js';
export type { PromptTemplate } from './prompt/prompt.template.js';
export type { ResourceView } from './resource/resource.view.js';
export { LineBuffer } from './stdio/line.buffer.js';
export type { StdioOptions } from './stdio/stdio.door.js';
export { defineTool } from './tool/define-tool.js';
export { schemaComplaints } from './tool/schema-complaints.js';
export type { BoundCall, Tool } from './tool/tool.js';
export type { AuthorizedContext, CallTransport, PersonQuestion, ToolContext, ToolImage } from './tool/tool.context.js';
export type {
  CallSubject,
  PatientPermission,
  PatientResolver,
  ToolDefinition,
  ToolHints,
  ToolPermission,
} from './tool/tool.definition.js';
export type { JsonSchema, ToolListing } from './tool/tool.listing.js';
export type { AppView } from './view/app.view.js';
export { builtView } from './view/built.view.js';
