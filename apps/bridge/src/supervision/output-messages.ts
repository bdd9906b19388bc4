import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type JSONRPCMessage,
} from '@modelcontextprotocol/server';

const NEWLINE = 0x0a;

/** The messages among what a proxied server writes: one a line (MCP, stdio), or until 2025-03-26 several in a batch. */
export class OutputMessages {
  private parts: Buffer[] = [];
  private bytes = 0;

  /** `onOther` is told of lines that are no messages: some servers greet on standard output. */
  constructor(
    private readonly bytesMax: number,
    private readonly onOther: () => void,
  ) {}

  /** What the chunk completes. Throws when a line is too long. */
  *read(chunk: Buffer): Generator<JSONRPCMessage, void> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.keep(chunk.subarray(start, end));
      start = end + 1;
      yield* this.messagesIn(this.taken());
    }
    this.keep(chunk.subarray(start));
  }

  private keep(part: Buffer): void {
    this.bytes += part.length;
    if (this.bytes > this.bytesMax) throw new Error(`A line is longer than ${this.bytesMax} bytes.`);
    this.parts.push(part);
  }

  private taken(): string {
    const line = Buffer.concat(this.parts).toString('utf8');
    this.parts = [];
    this.bytes = 0;
    // Consoles of Windows and .NET begin their output with a byte order mark, which may be overlooked (RFC 8259 §8.1).
    return line.replace(/^\uFEFF/, '').trim();
  }

  private messagesIn(line: string): readonly JSONRPCMessage[] {
    if (line === '') return [];
    const json = jsonOf(line);
    const messages = (Array.isArray(json) ? json : [json]).filter(isMessage);
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

function isMessage(value: unknown): value is JSONRPCMessage {
  return isJSONRPCRequest(value) || isJSONRPCNotification(value) || isJSONRPCResponse(value);
}
