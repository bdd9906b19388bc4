import type { Caller } from '@caregate/core-permissions';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { RawData, WebSocket } from 'ws';
import type { CallOrigin } from '../pipeline/call.origin.js';
import { faultOf } from '../pipeline/fault.js';
import { RunningCalls } from '../pipeline/running.calls.js';
import type { LoggerPort } from '../ports/logger.port.js';
import type { RateLimitPort } from '../ports/rate-limit.port.js';
import type { TokenVerifierPort } from '../ports/token-verifier.port.js';
import { answersOf, type AnsweringParts, type Answers } from '../sdk/answers.js';
import type { SdkServerFactory } from '../sdk/sdk-server.factory.js';
import { FrameRates } from './frame.rates.js';
import { FrameInbox } from './frame.inbox.js';
import type { FrameLane } from './frame.lane.js';
import { invalidRequest, mcpMessageOf, opensMcp, parseFrame } from './frame.message.js';
import type { SocketLimits } from './socket.limits.js';
import { SocketShortcut, type ShortcutParts } from './socket.shortcut.js';
import { WsTransport } from './ws.transport.js';

export interface WsConnectionParts extends AnsweringParts, ShortcutParts {
  readonly pipeline: AnsweringParts['pipeline'] & ShortcutParts['pipeline'];
  readonly frames: FrameLane;
  readonly servers: SdkServerFactory;
  readonly logger: LoggerPort;
  readonly limits: SocketLimits;
  readonly verifier: TokenVerifierPort;
  readonly rates: RateLimitPort | undefined;
}

/** RFC 6455 §7.4.1. */
export type CloseCode = 1001 | 1003 | 1008;

/** One peer: plain JSON-RPC until it opens MCP, and MCP from its first word on when it chose the `mcp` subprotocol. */
export class WsConnection {
  private readonly inbox: FrameInbox;
  private readonly hangUp = new AbortController();
  private readonly origin: CallOrigin;
  private readonly rates: FrameRates | undefined;
  private readonly running = new RunningCalls();
  private readonly shortcut: SocketShortcut;
  private mcp: WsTransport | undefined;
  /** Of the server that the SDK built last; a session of 2025 stays one. */
  private era: CallOrigin['era'] | undefined;
  private unansweredBeats = 0;
  private readonly output = { unreadAtBeat: 0, sentAtBeat: 0, sent: 0 };

  constructor(
    private readonly socket: WebSocket,
    origin: Omit<CallOrigin, 'signal'>,
    caller: Caller | undefined,
    private readonly parts: WsConnectionParts,
  ) {
    this.origin = { ...origin, signal: this.hangUp.signal };
    this.shortcut = new SocketShortcut(parts);
    this.rates = parts.rates && new FrameRates(parts.rates, { caller, address: origin.address }, parts);
    this.inbox = new FrameInbox(socket, parts.limits.inFlightMax, (frame) => this.work(frame));
    if (socket.protocol === 'mcp') this.mcp = this.openMcp();
    socket.on('message', (data, isBinary) => this.hear(data, isBinary));
    socket.on('pong', () => this.isThere());
    socket.on('error', (error) => parts.logger.info(faultOf(error), 'a socket broke'));
    socket.once('close', () => this.closed());
  }

  /** RFC 6455 §5.5.2: who is there answers a ping. */
  beat(): void {
    if (this.unansweredBeats >= this.parts.limits.missedHeartbeatsMax) return void this.end(1008, 'heartbeats missed');
    this.unansweredBeats += 1;
    this.output.unreadAtBeat = this.socket.bufferedAmount;
    this.output.sentAtBeat = this.output.sent;
    this.socket.ping();
  }

  hold(): void {
    this.inbox.hold();
  }

  /** Resolves when the socket is gone, be it that the peer does not answer. */
  end(code: CloseCode, reason: string): Promise<void> {
    const gone = new Promise<void>((resolve) => this.socket.once('close', () => resolve()));
    // A paused socket would never hear the peer's close frame.
    this.socket.resume();
    this.socket.close(code, reason);
    return gone;
  }

  /** Whoever speaks and reads nothing of what is sent is not: what nobody reads stays in memory. */
  private isThere(): void {
    const { unreadAtBeat, sentAtBeat, sent } = this.output;
    const isReading = sent > sentAtBeat || this.socket.bufferedAmount < unreadAtBeat || unreadAtBeat === 0;
    if (isReading) this.unansweredBeats = 0;
  }

  private hear(data: RawData, isBinary: boolean): void {
    this.isThere();
    if (isBinary || !Buffer.isBuffer(data)) return void this.end(1003, 'text frames only');
    this.inbox.push(data.toString('utf8'));
  }

  private async work(frame: string): Promise<void> {
    try {
      await this.answer(frame);
    } catch (error) {
      this.parts.logger.error(faultOf(error), 'a frame could not be answered');
    }
  }

  private async answer(frame: string): Promise<void> {
    const parsed = parseFrame(frame);
    if (parsed.kind === 'invalid') return this.complain(parsed.answer);
    const { message } = parsed;
    // Whoever was asked something may answer, however often they have asked themselves.
    if (this.rates !== undefined && this.mcp?.takeAnswer(message) !== true) {
      const refused = await this.rates.refusalOf(message);
      if (refused !== undefined) return refused === 'unanswered' ? undefined : this.send(JSON.stringify(refused));
    }
    if (this.mcp === undefined && opensMcp(message)) this.mcp = this.openMcp();
    if (this.mcp === undefined) return this.answerPlainly(message);
    const plain = this.era === 'legacy' ? this.shortcut.plainOf(message) : undefined;
    if (plain !== undefined) return this.reply(await this.shortcut.answer(plain, this.origin));
    this.shortcut.heed(message);
    const known = mcpMessageOf(message);
    if (known === undefined) return this.send(JSON.stringify(invalidRequest(message['id'])));
    return this.mcp.deliver(known);
  }

  /** Frames that say nothing cost as much as others, compressed ones above all: whoever goes on sending them has to leave. */
  private async complain(answer: object): Promise<void> {
    if ((await this.rates?.isBeyond()) === true) return void this.end(1008, 'too many frames that are no messages');
    return this.send(JSON.stringify(answer));
  }

  private async answerPlainly(message: Readonly<Record<string, unknown>>): Promise<void> {
    await this.reply(await this.parts.frames.answer(message, this.origin));
  }

  private async reply(answer: object | undefined): Promise<void> {
    if (answer !== undefined) await this.send(JSON.stringify(answer));
  }

  private openMcp(): WsTransport {
    const transport = new WsTransport({
      send: (text) => this.send(text),
      close: () => this.socket.close(1000),
      idle: () => this.running.idle(),
    });
    const build = ({ era }: { readonly era: CallOrigin['era'] }) => {
      this.era = era;
      return this.parts.servers.build(this.answers(era));
    };
    const onerror = (error: Error): void => this.parts.logger.info(faultOf(error), 'the SDK turned a frame away');
    serveStdio(build, { transport, onerror, maxSubscriptions: this.parts.limits.inFlightMax });
    return transport;
  }

  private answers(era: CallOrigin['era']): Answers {
    const { call, list, ...rest } = answersOf(this.parts, era, () => this.origin);
    return {
      ...rest,
      call: (request, signal) => this.running.track(() => call(request, signal)),
      list: (signal) => this.running.track(() => list(signal)),
    };
  }

  /** Resolves when the text is out of this process, or the socket is gone. */
  private send(text: string): Promise<void> {
    return new Promise((resolve) =>
      this.socket.send(text, () => {
        this.output.sent += 1;
        resolve();
      }),
    );
  }

  private closed(): void {
    const gone = new Error('The peer hung up.');
    this.hangUp.abort(gone);
    this.shortcut.hangUp(gone);
    this.mcp?.closed();
  }
}
