import {
  InsufficientScopeError,
  isInitializeRequest,
  isJSONRPCResultResponse,
  SdkHttpError,
  type InitializeRequest,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client';
import type { SignIn } from './sign-in/sign-in.js';

export interface RemoteServerParts {
  readonly transport: StreamableHTTPClientTransport;
  readonly signIn: Pick<SignIn, 'stepUp'>;
  readonly onNotice: (sentence: string) => void;
}

type SendOptions = Parameters<StreamableHTTPClientTransport['send']>[1];

const STEP_UPS_MAX = 2;

/**
 * The SDK's transport, with what a bridge adds to it: it asks for a scope that was lacking, and opens a new session in
 * place of one that the server has ended, since the program behind standard input knows of neither.
 */
export class RemoteServer implements Transport {
  readonly hasPerRequestStream = true;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  private handshake: JSONRPCRequest | undefined;
  private renewal: Promise<void> | undefined;
  private readonly renewals = new Map<string, () => void>();

  constructor(private readonly parts: RemoteServerParts) {
    const { transport } = parts;
    transport.onmessage = (message) => this.receive(message);
    transport.onerror = (error) => this.onerror?.(error);
    transport.onclose = () => this.onclose?.();
  }

  get sessionId(): string | undefined {
    return this.parts.transport.sessionId;
  }

  start(): Promise<void> {
    return this.parts.transport.start();
  }

  async close(): Promise<void> {
    await this.parts.transport.close();
  }

  /** RFC 9110 §9.3.5 for the session, as a courtesy: the server would end it by itself. */
  async endSession(): Promise<void> {
    await this.parts.transport.terminateSession().catch((error: Error) => this.onerror?.(error));
  }

  setProtocolVersion(version: string): void {
    this.parts.transport.setProtocolVersion(version);
  }

  async send(message: JSONRPCMessage, options?: SendOptions): Promise<void> {
    if (isInitializeRequest(message)) this.handshake = message as JSONRPCRequest & InitializeRequest;
    await this.sendPatiently(message, options, STEP_UPS_MAX);
  }

  private async sendPatiently(message: JSONRPCMessage, options: SendOptions, stepUps: number): Promise<void> {
    try {
      await this.parts.transport.send(message, options);
    } catch (error) {
      if (error instanceof InsufficientScopeError && stepUps > 0) {
        this.parts.onNotice('The server wants a scope that was not granted yet.');
        await this.parts.signIn.stepUp(error.requiredScope, error.resourceMetadataUrl);
        return this.sendPatiently(message, options, stepUps - 1);
      }
      if (!this.isSessionLost(error, message)) throw error;
      await this.renewOnce();
      await this.parts.transport.send(message, options);
    }
  }

  /** MCP, Streamable HTTP, session management: a 404 to a request with a session id means that it is gone. */
  private isSessionLost(error: unknown, message: JSONRPCMessage): boolean {
    const isGone = error instanceof SdkHttpError && error.data.status === 404;
    return isGone && this.sessionId !== undefined && this.handshake !== undefined && message !== this.handshake;
  }

  private renewOnce(): Promise<void> {
    this.renewal ??= this.renew().finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  private async renew(): Promise<void> {
    if (this.handshake === undefined) return;
    this.parts.onNotice('The session was ended by the server; a new one is opened.');
    const id = `bridge-${crypto.randomUUID()}`;
    const answered = new Promise<void>((resolve) => this.renewals.set(id, resolve));
    await this.parts.transport.send({ ...this.handshake, id });
    await answered;
    await this.parts.transport.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  }

  private receive(message: JSONRPCMessage): void {
    if (isJSONRPCResultResponse(message)) this.learnVersion(message);
    const renewed = 'id' in message ? this.renewals.get(String(message.id)) : undefined;
    if (renewed === undefined) return this.onmessage?.(message);
    this.renewals.delete(String('id' in message ? message.id : ''));
    renewed();
  }

  /** What client and server have agreed upon goes into a header from then on (MCP, Streamable HTTP, 2025-06-18). */
  private learnVersion({ id, result }: { id: string | number; result: Readonly<Record<string, unknown>> }): void {
    const isHandshake = id === this.handshake?.id || this.renewals.has(String(id));
    const { protocolVersion } = result;
    if (isHandshake && typeof protocolVersion === 'string') this.setProtocolVersion(protocolVersion);
  }
}
