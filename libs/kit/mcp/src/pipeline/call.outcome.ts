import type { DomainError } from '@caregate/core-errors';
import type { Scope } from '@caregate/core-permissions';
import type { PersonQuestion } from '../tool/tool.context.js';

export interface TextContent {
  readonly type: 'text';
  readonly text: string;
}

export interface ImageContent {
  readonly type: 'image';
  /** Base64. */
  readonly data: string;
  readonly mimeType: string;
}

/** The result of `tools/call` in the words of MCP, the same on every transport. */
export interface ToolResult {
  readonly content: readonly [TextContent, ...ImageContent[]];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly isError?: true;
}

export interface ScopeRefused {
  readonly scopes: readonly Scope[];
  readonly requestId: string;
}

export type CallOutcome =
  | {
      readonly kind: 'result';
      readonly result: ToolResult;
      /** The scope was the only thing that was missing: HTTP says so in a challenge (RFC 6750 §3.1). */
      readonly scopeRefused?: ScopeRefused;
      /** The person has to agree; clients that can ask do, all others read how to go on in the result. */
      readonly question?: PersonQuestion;
    }
  /** MCP answers an unknown tool with a protocol error, not with a result. */
  | { readonly kind: 'unknown-tool'; readonly error: DomainError; readonly requestId: string };
