import type { Readable, Writable } from 'node:stream';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { CallOrigin } from '../pipeline/call.origin.js';
import { faultOf } from '../pipeline/fault.js';
import type { LoggerPort } from '../ports/logger.port.js';
import { answersOf, type AnsweringParts } from '../sdk/answers.js';
import type { SdkServerFactory } from '../sdk/sdk-server.factory.js';
import { LineTransport } from './line.transport.js';

export interface StdioOptions {
  /** Of the process environment; stdio has no headers. */
  readonly accessToken?: string;
  readonly stdin?: Readable;
  readonly stdout?: Writable;
}

export interface StdioDoorParts extends AnsweringParts {
  readonly servers: SdkServerFactory;
  readonly logger: LoggerPort;
  readonly frameBytesMax: number;
}

/** MCP over the standard streams of this process; nothing else may write to stdout. */
export class StdioDoor {
  private readonly closers = new Set<() => Promise<void>>();

  constructor(private readonly parts: StdioDoorParts) {}

  /** Resolves when the peer has closed the stream. */
  async serve({ accessToken, stdin = process.stdin, stdout = process.stdout }: StdioOptions): Promise<void> {
    const { servers, logger, frameBytesMax } = this.parts;
    const transport = new LineTransport(stdin, stdout, frameBytesMax);
    const hangUp = new AbortController();
    const origin = (): CallOrigin => ({ ...local, era: 'legacy', token: accessToken, signal: hangUp.signal });
    const { close } = serveStdio(({ era }) => servers.build(answersOf(this.parts, era, origin)), {
      transport,
      onerror: (error) => logger.info(faultOf(error), 'the SDK turned a message away'),
    });
    this.closers.add(close);
    await transport.ended;
    hangUp.abort(new Error('The peer hung up.'));
    this.closers.delete(close);
  }

  async close(): Promise<void> {
    await Promise.all([...this.closers].map((close) => close()));
  }
}

const local = {
  transport: 'stdio',
  address: undefined,
  userAgent: undefined,
  requestId: undefined,
  purpose: undefined,
  identity: undefined,
} as const;
