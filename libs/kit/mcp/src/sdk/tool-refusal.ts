import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { isRecord } from '../json/is-record.js';
import type { CallOutcome, ToolResult } from '../pipeline/call.outcome.js';
import { protocolErrorOf } from './protocol-error.js';

export interface ToolRefusal {
  readonly code: string;
  readonly error: ProtocolError;
}

/** Resources and completions have no error of their own, so what the tool says of its error becomes one of the protocol. */
export function toolRefusal({ content: [{ text }] }: ToolResult): ToolRefusal {
  const said: unknown = JSON.parse(text);
  const { message, code, request_id } = isRecord(said) ? said : {};
  const isFault = /^(service|audit)\./.test(String(code));
  const kind = isFault ? ProtocolErrorCode.InternalError : ProtocolErrorCode.InvalidParams;
  return { code: String(code), error: new ProtocolError(kind, String(message), { code, request_id }) };
}

/** The result of a tool that is there. */
export function knownResult(outcome: CallOutcome): ToolResult {
  if (outcome.kind === 'result') return outcome.result;
  const { code, message, data } = protocolErrorOf(outcome);
  throw new ProtocolError(code, message, data);
}
