import { DomainError } from '@caregate/core-errors';
import { isJSONRPCRequest, type RequestId } from '@modelcontextprotocol/server';
import { MalformedMessage } from '../malformed-message.error.js';

export interface RequestRules {
  /** What the header says; without it 2025-03-26 is meant (MCP, Streamable HTTP, protocol version header). */
  readonly version: string | null;
  /** How many requests more may wait for an answer. */
  readonly room: number;
  readonly isWaiting: (id: RequestId) => boolean;
}

const FIRST_WITHOUT_BATCHES = '2025-06-18';

/** Ids of the requests in one HTTP body; throws what is wrong with them, besides what the SDK looks at by itself. */
export function requestsIn(body: unknown, { version, room, isWaiting }: RequestRules): readonly RequestId[] {
  if (Array.isArray(body)) checkBatch(body, version);
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  const ids = messages.filter((message) => isJSONRPCRequest(message)).map(({ id }) => id);
  if (ids.length > Math.max(room, 0)) throw new DomainError('bridge.requests.too_many');
  // Whose answer is whose could not be told (MCP, base protocol, requests); one of the two would wait for ever.
  if (ids.some(isWaiting) || new Set(ids).size < ids.length)
    throw new MalformedMessage('no request', 'A request with this id still waits for its answer.');
  return ids;
}

function checkBatch(messages: readonly unknown[], version: string | null): void {
  if (messages.length === 0) throw new MalformedMessage('no request', 'An empty batch asks for nothing.');
  if (version !== null && version >= FIRST_WITHOUT_BATCHES)
    throw new MalformedMessage('no request', `There are no batches since ${FIRST_WITHOUT_BATCHES}.`);
}
