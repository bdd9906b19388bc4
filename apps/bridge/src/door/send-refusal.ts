import type { ServerResponse } from 'node:http';
import type { DomainError } from '@caregate/core-errors';
import { httpStatusOf } from '@caregate/kit-http';
import type { RequestId } from '@modelcontextprotocol/server';
import { MalformedMessage } from '../malformed-message.error.js';

export interface Refusal {
  readonly error: DomainError;
  readonly requestId: string;
  /** Of the JSON-RPC request, where there was one. */
  readonly id: RequestId | null;
  readonly challenge: string | undefined;
}

/** A JSON-RPC error, since clients show its message; its code is the HTTP status, where JSON-RPC has none. */
export function sendRefusal(response: ServerResponse, { error, requestId, id, challenge }: Refusal): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const status = httpStatusOf(error);
  const { publicMessage: message, code } = error;
  const body = JSON.stringify({
    jsonrpc: '2.0',
    error: {
      code: error instanceof MalformedMessage ? error.jsonRpcCode : status,
      message,
      data: { code, request_id: requestId },
    },
    id,
  });
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...((status === 503 || status === 429) && { 'retry-after': '1' }),
    ...(challenge !== undefined && { 'www-authenticate': challenge }),
  });
  response.end(body);
}
