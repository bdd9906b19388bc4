import type { ProtectedResource } from '@caregate/core-contracts';
import type { VersionNotice } from '../http/first-version/version-notice.js';
import type { AuditTrailPort } from '../ports/audit-trail.port.js';
import type { AuthorizerPort } from '../ports/authorizer.port.js';
import type { Completion } from '../completion/completion.js';
import type { ErrorFields } from '../pipeline/tool.result.js';
import type { LoggerPort } from '../ports/logger.port.js';
import type { MetricsPort } from '../ports/metrics.port.js';
import type { RateLimitPort } from '../ports/rate-limit.port.js';
import type { RequestContextPort } from '../ports/request-context.port.js';
import type { WorkParts } from '../pipeline/call.work.js';
import type { RevocationsPort } from '../ports/revocations.port.js';
import type { TicketStorePort } from '../ports/ticket-store.port.js';
import type { TokenVerifierPort } from '../ports/token-verifier.port.js';
import type { PromptTemplate } from '../prompt/prompt.template.js';
import type { ResourceView } from '../resource/resource.view.js';
import type { Tool } from '../tool/tool.js';
import type { AppView } from '../view/app.view.js';
import type { HostLimits } from './host.limits.js';

export interface McpHostOptions<S> {
  /** Name of the app: clients see it, and the audit trail has it as its source. */
  readonly name: string;
  readonly version: string;
  /** Read by models before they look at the tools. */
  readonly instructions: string;
  readonly tools: readonly Tool<S>[];
  /** Answers of tools that can be read by address. */
  readonly resources?: readonly ResourceView[];
  readonly prompts?: readonly PromptTemplate[];
  /** By the name of the argument of a prompt, or of the variable of an address. */
  readonly completions?: Readonly<Record<string, Completion<S>>>;
  /** Pages that hosts with MCP Apps open beside the answers of tools. */
  readonly views?: readonly AppView[];
  /** Handed to the tools as they are. */
  readonly services: S;
  readonly verifier: TokenVerifierPort;
  readonly authorizer: AuthorizerPort;
  readonly audit: AuditTrailPort;
  /** Without it, connections outlive the revocation of their token until their next call. */
  readonly revocations?: RevocationsPort;
  readonly resource: ProtectedResource;
  readonly logger: LoggerPort;
  /** Origins of pages that may call from a browser, as browsers write them: `https://console.example.org`. */
  readonly allowedOrigins: readonly string[];
  /** Names in the Host header under which this server is reached, without port. */
  readonly allowedHosts: readonly string[];
  /** What clients of this server look for in an error, besides what every server says; `message` and `code` stay. */
  readonly errorFields?: ErrorFields;
  /** Page on which clinicians break the glass, for those who are refused for want of a relationship. */
  readonly breakGlassUrl?: string | undefined;
  readonly metrics?: MetricsPort;
  readonly requestContext?: RequestContextPort;
  /** Told of each question to which nobody agreed, so that its token is good for nothing from then on. */
  readonly withdraw?: WorkParts<S>['withdraw'];
  /** Where tickets for the upgrade lie; without it, in this process, which then is the only one that knows them. */
  readonly tickets?: TicketStorePort;
  /** Without it, whoever may call may call as often as they like. */
  readonly rates?: RateLimitPort;
  /** Offers the HTTP routes of the first EHR server too, and what their clients are told of it. */
  readonly firstVersion?: VersionNotice;
  readonly limits?: Partial<HostLimits>;
  readonly clock?: () => Date;
}
