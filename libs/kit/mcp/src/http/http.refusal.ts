import type { ServerResponse } from 'node:http';
import { ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { DomainError } from '@caregate/core-errors';
import { httpStatusOf } from '@caregate/kit-http';

export interface Refusal {
  readonly error: DomainError;
  readonly requestId: string;
  /** Of the JSON-RPC request, where there was one. */
  readonly id?: string | number | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Turned away before any JSON-RPC was answered. The body is a JSON-RPC error all the same, since clients show its
 * message; its code is the HTTP status, for JSON-RPC 2.0 §5.1 reserves -32768 to -32000, unless it says the same there.
 */
export function refusalBody({ error, requestId, id = null }: Refusal): string {
  const { publicMessage: message } = error;
  const data = { code: error.code, request_id: requestId };
  const code = error.code === 'request.invalid' ? ProtocolErrorCode.InvalidRequest : httpStatusOf(error);
  return JSON.stringify({ jsonrpc: '2.0', error: { code, message, data }, id: isOfNoRequest(error) ? null : id });
}

export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  const body = refusalBody(refusal);
  const status = httpStatusOf(refusal.error);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...(status === 503 && { 'retry-after': '1' }),
    ...refusal.headers,
  });
  response.end(body);
}

/**
 * What is no valid request has no id (JSON-RPC 2.0 §5). That a session is gone concerns all of its requests: clients open
 * another where the error has the id of none.
 */
function isOfNoRequest({ code, kind }: DomainError): boolean {
  return code === 'request.invalid' || kind === 'not-found';
}
