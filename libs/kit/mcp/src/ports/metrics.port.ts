import type { ErrorCode } from '@caregate/core-errors';
import type { CallTransport } from '../tool/tool.context.js';

export interface FinishedCall {
  /** Name of a tool that exists, or `unknown`: strangers cannot add labels. */
  readonly tool: string;
  readonly transport: CallTransport;
  /** Protocol of the caller: `frames` is JSON-RPC without any MCP handshake. */
  readonly era: 'modern' | 'legacy' | 'frames';
  readonly outcome: 'success' | 'refused' | 'failure';
  readonly code?: ErrorCode;
  readonly seconds: number;
}

export interface MetricsPort {
  callFinished(call: FinishedCall): void;
  socketsOpen(count: number): void;
}
