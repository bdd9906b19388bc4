import { DomainError } from '@caregate/core-errors';
import { LineBuffer } from '@caregate/kit-mcp';
import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type JSONRPCMessage,
} from '@modelcontextprotocol/server';

/** The messages among what a proxied server writes: one a line (MCP, stdio), or until 2025-03-26 several in a batch. */
export class OutputMessages {
  private readonly buffer: LineBuffer;

  /** `onOther` is told of lines that are no messages: some servers greet on standard output. */
  constructor(
    bytesMax: number,
    private readonly onOther: () => void,
  ) {
    this.buffer = new LineBuffer(bytesMax);
  }

  /** What the chunk completes. Throws when a line is too long. */
  *read(chunk: Buffer): Generator<JSONRPCMessage, void> {
    for (const line of this.buffer.lines(chunk)) {
      // Consoles of Windows and .NET begin their output with a byte order mark, which may be overlooked (RFC 8259 §8.1).
      yield* this.messagesIn(
        line
          .toString('utf8')
          .replace(/^\uFEFF/, '')
          .trim(),
      );
    }
  }

  private messagesIn(line: string): readonly JSONRPCMessage[] {
    if (line === '') return [];
    const json = jsonOf(line);
    const messages = (Array.isArray(json) ? json : [json]).flatMap(messageOf);
    if (messages.length === 0) this.onOther();
    return messages;
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Said by a server of somebody else's: whatever it is, it is no message.
    return undefined;
  }
}

/** Whoever waits for an answer that is none, such as a result of null, is told so rather than left to wait. */
function messageOf(value: unknown): JSONRPCMessage | [] {
  if (isMessage(value)) return value;
  if (typeof value !== 'object' || value === null || 'method' in value) return [];
  if (!('jsonrpc' in value && 'id' in value)) return [];
  const { code, publicMessage: message } = new DomainError('bridge.server.answer_invalid');
  const told = { jsonrpc: '2.0', id: value.id, error: { code: 502, message, data: { code } } };
  return isMessage(told) ? told : [];
}

function isMessage(value: unknown): value is JSONRPCMessage {
  return isJSONRPCRequest(value) || isJSONRPCNotification(value) || isJSONRPCResponse(value);
}
