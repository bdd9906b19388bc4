import type { AuditEventName } from '@caregate/kit-audit';
import type { ToolContext } from './tool.context.js';
import type { CallSubject, ToolPermission } from './tool.definition.js';
import type { ToolListing } from './tool.listing.js';

/** A defined tool, its types erased; `S` is what it needs of the host's services. */
export interface Tool<S> {
  readonly name: string;
  readonly permission: ToolPermission;
  readonly audit: AuditEventName;
  readonly recordedBy: 'pipeline' | 'tool';
  /** The tool's own input names `access_token`, so the pipeline leaves it among the arguments. */
  readonly keepsAccessToken: boolean;
  readonly listing: ToolListing;
  /** Parses the arguments; throws `request.invalid`. */
  readonly bind: (toolArguments: unknown) => BoundCall<S>;
}

/** A tool with arguments that have been parsed. */
export interface BoundCall<S> {
  readonly subject: (services: S) => Promise<CallSubject>;
  /** Resolves with the parsed output. */
  readonly run: (context: ToolContext, services: S) => Promise<Record<string, unknown>>;
}
