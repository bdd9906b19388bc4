import { isUtf8 } from 'node:buffer';
import type { Readable, Writable } from 'node:stream';
import { serializeMessage, type JSONRPCMessage, type Transport } from '@modelcontextprotocol/server';
import { invalidRequest, mcpMessageOf, parseFrame } from '../websocket/frame.message.js';
import { LineBuffer } from './line.buffer.js';

/** What stands for bytes that are no text; it is no JSON either. */
const REPLACEMENT = '\uFFFD';

/**
 * One message a line over standard streams (MCP, stdio). What is no message is answered as on a socket and over HTTP;
 * the SDK's own transport says nothing, and whoever asked would wait for ever.
 */
export class LineTransport implements Transport {
  onmessage?: (message: JSONRPCMessage) => void;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  /** Kept when the peer, or we, have closed the stream. */
  readonly ended: Promise<void>;
  private readonly buffer: LineBuffer;
  private readonly listening = new AbortController();
  private resolveEnded = (): void => undefined;

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
    lineBytesMax: number,
  ) {
    this.buffer = new LineBuffer(lineBytesMax);
    this.ended = new Promise((resolve) => (this.resolveEnded = resolve));
  }

  async start(): Promise<void> {
    const { input, output } = this;
    const over = (error?: Error): void => this.over(error);
    // Stays: what is still being written when the peer has gone fails later, and is nobody's business.
    output.on('error', over);
    for (const event of ['end', 'close', 'error'] as const) this.whileOpen(event, over);
    this.whileOpen('data', (chunk: Buffer) => this.hear(chunk));
    if (input.readableEnded || input.destroyed) setImmediate(over);
  }

  send(message: JSONRPCMessage): Promise<void> {
    return this.write(serializeMessage(message));
  }

  async close(): Promise<void> {
    if (this.listening.signal.aborted) return;
    this.listening.abort();
    this.input.pause();
    this.onclose?.();
    this.resolveEnded();
  }

  private whileOpen<T extends unknown[]>(event: string, listener: (...values: T) => void): void {
    this.input.on(event, listener);
    this.listening.signal.addEventListener('abort', () => this.input.off(event, listener));
  }

  private over(error?: Error): void {
    if (error instanceof Error && !this.listening.signal.aborted) this.onerror?.(error);
    void this.close();
  }

  private hear(chunk: Buffer): void {
    try {
      for (const line of this.buffer.lines(chunk)) this.take(isUtf8(line) ? line.toString('utf8') : REPLACEMENT);
    } catch (error) {
      this.over(error as Error); // -- thrown by the buffer
    }
  }

  private take(line: string): void {
    if (line.trim() === '') return;
    const parsed = parseFrame(line);
    const message = parsed.kind === 'message' ? mcpMessageOf(parsed.message) : undefined;
    if (message !== undefined) return this.onmessage?.(message);
    if (parsed.kind === 'invalid') return this.answer(parsed.answer);
    // An answer is not answered, or two that misunderstand each other would never stop.
    const isAnswer = 'result' in parsed.message || 'error' in parsed.message;
    if (!isAnswer) this.answer(invalidRequest(parsed.message['id']));
  }

  private answer(answer: object): void {
    this.write(`${JSON.stringify(answer)}\n`).catch((error: Error) => this.onerror?.(error));
  }

  private write(text: string): Promise<void> {
    return new Promise((resolve, reject) =>
      this.output.write(text, (error) => (error === undefined || error === null ? resolve() : reject(error))),
    );
  }
}
