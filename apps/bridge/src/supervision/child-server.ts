import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { DomainError } from '@caregate/core-errors';
import type { Logger } from '@caregate/kit-http';
import { serializeMessage, type JSONRPCMessage } from '@modelcontextprotocol/server';
import type { ChildEnvironment } from '../proxied/child-environment.js';
import type { ProxiedServer } from '../proxied/proxied-server.config.js';
import { ErrorLines } from './error-lines.js';
import { maskedText } from './masked-text.js';
import { OutputMessages } from './output-messages.js';
import { ProcessGroup } from './process-group.js';
import { announcedStart } from './watchdog.script.js';
import type { Watchdog } from './watchdog.js';

/** Why a process is no more, or must be no more. */
export type ChildEnd = 'ended' | 'output too large' | 'input not read' | 'too much memory';

export interface ChildServerParts {
  readonly server: ProxiedServer;
  readonly environment: ChildEnvironment;
  readonly watchdog: Watchdog;
  readonly logger: Logger;
  readonly messageBytesMax: number;
  readonly onMessage: (message: JSONRPCMessage) => void;
  /** Called once; what is left of the process group is ended by `stop`. */
  readonly onEnd: (because: ChildEnd) => void;
}

const LAST_WORDS_MILLISECONDS = 200;
const STDIN_GRACE_MILLISECONDS = 300;
const SIGNAL_GRACE_MILLISECONDS = 2_000;

/** One process of a proxied server, in a process group of its own, speaking lines of JSON-RPC (MCP, stdio). */
export class ChildServer {
  readonly group: ProcessGroup;
  private readonly output: OutputMessages;
  private stopping: Promise<void> | undefined;
  private ended = false;

  private constructor(
    private readonly parts: ChildServerParts,
    private readonly process: ChildProcessByStdio<Writable, Readable, Readable>,
    pid: number,
    mark: string,
  ) {
    this.group = new ProcessGroup(pid, mark);
    this.output = new OutputMessages(parts.messageBytesMax, () =>
      parts.logger.debug('a proxied server wrote something else than JSON-RPC'),
    );
    parts.watchdog.remember(pid);
    process.once('close', () => this.end('ended'));
    // Something that it has started may hold its standard output open for ever.
    process.once('exit', () => void setTimeout(() => this.end('ended'), LAST_WORDS_MILLISECONDS).unref());
    process.stdin.on('error', (err) => parts.logger.debug({ err }, 'a proxied server reads no more'));
    process.stdout.on('data', (chunk: Buffer) => this.read(chunk));
    process.stdout.once('end', () => this.outputEnded());
    this.drainStandardError();
  }

  /** Rejects with `bridge.server.unavailable` when no process could be started, or none would watch it. */
  static async start(parts: ChildServerParts): Promise<ChildServer> {
    const { server, environment, watchdog } = parts;
    const { line } = watchdog;
    if (line === undefined) throw new DomainError('bridge.server.unavailable', { detail: { reason: 'no watchdog' } });
    const mark = watchdog.newMark();
    const command = server.command === 'node' ? process.execPath : server.command;
    const started = spawn('/bin/sh', ['-c', announcedStart, 'sh', command, ...server.args], {
      detached: true,
      cwd: server.workingFolder,
      env: { ...environment.variables, ...asVariable(mark) },
      stdio: ['pipe', 'pipe', 'pipe', line],
    });
    await new Promise<void>((resolve, reject) => {
      started.once('spawn', resolve);
      started.once('error', (cause) => reject(new DomainError('bridge.server.unavailable', { cause })));
    });
    if (started.pid === undefined) throw new DomainError('bridge.server.unavailable');
    return new ChildServer(parts, started as ChildProcessByStdio<Writable, Readable, Readable>, started.pid, mark); // -- the three pipes asked for above
  }

  send(message: JSONRPCMessage): void {
    if (this.ended) return;
    this.process.stdin.write(serializeMessage(message));
    if (this.process.stdin.writableLength > this.parts.messageBytesMax) this.end('input not read');
  }

  /** Ends the whole group the way MCP asks for it: end of input, then SIGTERM, then SIGKILL. */
  stop(): Promise<void> {
    this.stopping ??= this.stopGroup();
    return this.stopping;
  }

  private async stopGroup(): Promise<void> {
    this.ended = true;
    this.process.stdin.end();
    if (!(await this.group.isGoneWithin(STDIN_GRACE_MILLISECONDS))) await this.group.end(SIGNAL_GRACE_MILLISECONDS);
    this.parts.watchdog.forget(this.group.id);
    for (const stream of [this.process.stdout, this.process.stderr]) stream.destroy();
  }

  private read(chunk: Buffer): void {
    if (this.ended) return;
    try {
      for (const message of this.output.read(chunk)) this.parts.onMessage(message);
    } catch (err) {
      this.parts.logger.warn({ err }, 'a proxied server wrote a message that is too large');
      this.end('output too large');
    }
  }

  /** The last line may lack its end. Whoever closed its output answers no more, however long it may live on. */
  private outputEnded(): void {
    this.read(Buffer.from('\n'));
    this.end('ended');
  }

  /** Drained in any case: a full pipe would stop the process. */
  private drainStandardError(): void {
    const { server, environment, logger } = this.parts;
    const { stderr } = this.process;
    if (!server.logStandardError) return void stderr.resume();
    const lines = new ErrorLines((line) =>
      logger.info({ server: server.name, text: maskedText(line, environment.secretValues) }, 'standard error'),
    );
    stderr.on('data', (chunk: Buffer) => lines.read(chunk)).once('end', () => lines.close());
  }

  private end(because: ChildEnd): void {
    if (this.ended) return;
    this.ended = true;
    this.parts.onEnd(because);
  }
}

function asVariable(mark: string): Readonly<Record<string, string>> {
  const at = mark.indexOf('=');
  return { [mark.slice(0, at)]: mark.slice(at + 1) };
}
