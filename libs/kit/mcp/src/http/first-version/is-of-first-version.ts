import type { IncomingMessage } from 'node:http';
import { PROTOCOL_VERSION_META_KEY } from '@modelcontextprotocol/server';
import { isRecord } from '../../json/is-record.js';

/** Whoever speaks Streamable HTTP says that it accepts streams, of every version since 2025-03-26. */
export function isOfFirstVersion({ method, headers }: IncomingMessage, body: unknown): boolean {
  if (method !== 'POST' || headers['mcp-protocol-version'] !== undefined) return false;
  if (headers.accept?.includes('text/event-stream') === true) return false;
  const params = isRecord(body) ? body['params'] : undefined;
  return !(isRecord(params) && isRecord(params['_meta']) && PROTOCOL_VERSION_META_KEY in params['_meta']);
}
