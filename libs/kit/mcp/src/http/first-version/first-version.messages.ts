import { ProtocolErrorCode } from '@modelcontextprotocol/server';
import { isRecord } from '../../json/is-record.js';
import type { CallRequest } from '../../pipeline/call.request.js';

type Id = string | number | null;

/** A message in the words of the first HTTP server, or the answer that it gets for being none. */
export type FirstVersionMessage =
  | { readonly kind: 'initialize' | 'tools/list' | 'ping'; readonly id: Id; readonly params: CallRequest['arguments'] }
  | { readonly kind: 'notification' }
  | { readonly kind: 'call'; readonly id: Id; readonly request: CallRequest }
  | { readonly kind: 'wrong'; readonly status: number; readonly answer: object };

export function firstVersionMessage(body: unknown): FirstVersionMessage {
  if (body === undefined) return wrong(400, null, ProtocolErrorCode.ParseError, 'Parse error');
  if (!isRecord(body) || body['jsonrpc'] !== '2.0')
    return wrong(400, idOf(body), ProtocolErrorCode.InvalidRequest, "Invalid Request: jsonrpc must be '2.0'");
  const id = idOf(body);
  const { method, params } = body;
  if (id === null && (body['id'] ?? null) !== null)
    return wrong(400, id, ProtocolErrorCode.InvalidRequest, 'Invalid Request: id must be a string or a number');
  if (typeof method !== 'string')
    return wrong(400, id, ProtocolErrorCode.InvalidRequest, 'Invalid Request: missing method');
  if (method.startsWith('notifications/')) return { kind: 'notification' };
  if (method === 'initialize' || method === 'tools/list' || method === 'ping')
    return { kind: method, id, params: isRecord(params) ? params : undefined };
  if (method !== 'tools/call') return wrong(200, id, ProtocolErrorCode.MethodNotFound, `Method not found: ${method}`);
  return callOf(id, params);
}

export function resultOf(id: Id, result: object): object {
  return { jsonrpc: '2.0', id, result };
}

function callOf(id: Id, params: unknown): FirstVersionMessage {
  if (!isRecord(params) || typeof params['name'] !== 'string')
    return wrong(200, id, ProtocolErrorCode.InvalidParams, "Invalid params: missing 'name'");
  const { name, arguments: given } = params;
  if (given !== undefined && given !== null && !isRecord(given))
    return wrong(200, id, ProtocolErrorCode.InvalidParams, 'Invalid params: arguments must be an object');
  return { kind: 'call', id, request: { name, arguments: isRecord(given) ? given : undefined } };
}

function wrong(status: number, id: Id, code: number, message: string): FirstVersionMessage {
  return { kind: 'wrong', status, answer: { jsonrpc: '2.0', id, error: { code, message } } };
}

function idOf(body: unknown): Id {
  const id = isRecord(body) ? body['id'] : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
