import { isRecord } from './is-record.js';

/**
 * The id that an error has to carry: that of its request, null where there is none to be found (JSON-RPC 2.0 §5). Clients
 * that keep many requests in the air, and see no id, take the error for the end of the connection.
 */
export function idOfRequest(message: unknown): string | number | null {
  if (!isRecord(message) || typeof message['method'] !== 'string') return null;
  const { id } = message;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
