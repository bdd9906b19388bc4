import { isRecord } from './is-record.js';

/**
 * A message, or a batch of them, whose parameters are left out instead of being null: programs in Go say `null` for a map
 * that they have not filled, and nowhere does MCP give null a meaning there.
 */
export function withoutNulls(message: unknown): unknown {
  return Array.isArray(message) ? message.map(withoutNullParameters) : withoutNullParameters(message);
}

function withoutNullParameters(message: unknown): unknown {
  if (!isRecord(message) || typeof message['method'] !== 'string') return message;
  const { params, ...rest } = message;
  if (params === null) return rest;
  if (!isRecord(params) || !Object.values(params).includes(null)) return message;
  return { ...message, params: Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null)) };
}
