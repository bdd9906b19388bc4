import { ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { CallOutcome } from '../pipeline/call.outcome.js';

export interface JsonRpcError {
  readonly code: number;
  readonly message: string;
  readonly data: { readonly code: string; readonly request_id: string };
}

/** MCP: an unknown tool is an error of the protocol, "invalid params". So is one whose refusal could not be recorded. */
export function protocolErrorOf({ error, requestId }: Extract<CallOutcome, { kind: 'unknown-tool' }>): JsonRpcError {
  const code = error.code === 'mcp.tool.unknown' ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return { code, message: error.publicMessage, data: { code: error.code, request_id: requestId } };
}
