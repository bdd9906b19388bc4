import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  PROTOCOL_VERSION_META_KEY,
  ProtocolErrorCode,
  type JSONRPCMessage,
} from '@modelcontextprotocol/server';
import { isRecord } from '../json/is-record.js';
import { isTooDeep } from '../json/is-too-deep.js';
import { withoutNulls } from '../json/without-nulls.js';

/** A frame: JSON-RPC, or the answer that it gets for being none. */
export type FrameMessage =
  | { readonly kind: 'message'; readonly message: Readonly<Record<string, unknown>> }
  | { readonly kind: 'invalid'; readonly answer: object };

export function parseFrame(frame: string): FrameMessage {
  let message: unknown;
  try {
    message = withoutNulls(JSON.parse(frame));
  } catch (error) {
    if (error instanceof SyntaxError) return invalid(ProtocolErrorCode.ParseError, 'Parse error');
    throw error;
  }
  // MCP took JSON-RPC batches out again with 2025-06-18.
  if (!isRecord(message) || message['jsonrpc'] !== '2.0')
    return invalid(ProtocolErrorCode.InvalidRequest, 'Invalid Request: one JSON-RPC 2.0 message per frame');
  if (isTooDeep(message)) return { kind: 'invalid', answer: invalidRequest(message['id']) };
  return { kind: 'message', message };
}

/** The SDK's own opinion of what is a message. */
export function mcpMessageOf(message: Readonly<Record<string, unknown>>): JSONRPCMessage | undefined {
  const isMessage = isJSONRPCRequest(message) || isJSONRPCNotification(message) || isJSONRPCResponse(message);
  return isMessage ? message : undefined;
}

/** The first words of a peer that speaks MCP; others use two methods of it without any introduction. */
export function opensMcp({ method, params }: Readonly<Record<string, unknown>>): boolean {
  if (method === 'initialize' || method === 'server/discover') return true;
  return isRecord(params) && isRecord(params['_meta']) && PROTOCOL_VERSION_META_KEY in params['_meta'];
}

export function invalidRequest(id: unknown): object {
  const known = typeof id === 'string' || typeof id === 'number' ? id : null;
  return { jsonrpc: '2.0', id: known, error: { code: ProtocolErrorCode.InvalidRequest, message: 'Invalid Request' } };
}

function invalid(code: number, message: string): FrameMessage {
  return { kind: 'invalid', answer: { jsonrpc: '2.0', id: null, error: { code, message } } };
}
