import type { CallOutcome } from '../../pipeline/call.outcome.js';
import { protocolErrorOf } from '../../sdk/protocol-error.js';
import type { PlainCall } from './plain.call.js';

/** The answer to a plain call with its fields in the order of the SDK; `tail` is what its era adds to a result. */
export function directMessage({ id }: Pick<PlainCall, 'id'>, outcome: CallOutcome, tail?: object): object {
  if (outcome.kind === 'unknown-tool') return { jsonrpc: '2.0', id, error: protocolErrorOf(outcome) };
  return { result: tail === undefined ? outcome.result : { ...outcome.result, ...tail }, jsonrpc: '2.0', id };
}
