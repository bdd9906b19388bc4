import {
  isInitializeRequest,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type JSONRPCMessage,
  type RequestId,
  type Transport,
} from '@modelcontextprotocol/client';
import { explainFailure } from './explain-failure.js';

/** JSON-RPC 2.0 §5.1 keeps -32768 to -32000 for itself and MCP: these are ours, by exit status of the same meaning. */
const codeOf = (exitStatus: number) => 500 + exitStatus;

/** Carries every message between standard streams and a remote server, and answers what the server leaves unanswered. */
export class StdioRelay {
  private readonly pending = new Map<RequestId, AbortController>();
  private order: Promise<void> = Promise.resolve();

  constructor(
    private readonly local: Pick<Transport, 'send'>,
    private readonly remote: Pick<Transport, 'send'>,
    private readonly say: (sentence: string) => void,
  ) {}

  /** Handshake and notifications arrive in their order; requests need not wait for each other's answers. */
  fromLocal(message: JSONRPCMessage): void {
    const isQuestion = isJSONRPCRequest(message);
    if (isQuestion) this.pending.set(message.id, new AbortController());
    const sent = this.order.then(() => this.forward(message));
    if (!isQuestion || isInitializeRequest(message)) this.order = sent;
  }

  fromRemote(message: JSONRPCMessage): void {
    if (isJSONRPCResponse(message) && message.id !== undefined) this.pending.delete(message.id);
    this.toLocal(message);
  }

  /** The program at the other end may be gone already. */
  private toLocal(message: JSONRPCMessage): void {
    this.local.send(message).catch((error: Error) => this.say(`An answer could not be delivered: ${error.message}`));
  }

  private async forward(message: JSONRPCMessage): Promise<void> {
    const id = isJSONRPCRequest(message) ? message.id : undefined;
    const aborter = id === undefined ? undefined : this.pending.get(id);
    const onRequestStreamEnd = () => this.giveUp(id, 'The server ended the stream before it answered.', 4);
    try {
      await this.remote.send(message, {
        ...(aborter !== undefined && { requestSignal: aborter.signal, onRequestStreamEnd }),
      });
      this.abortCancelled(message);
    } catch (error) {
      if (aborter?.signal.aborted === true) return;
      const { message: sentence, exitStatus } = explainFailure(error);
      this.say(sentence);
      this.giveUp(id, sentence, exitStatus);
    }
  }

  /** In revision 2026-07-28 closing the stream is what cancels; before, the notification was. Both are harmless. */
  private abortCancelled(message: JSONRPCMessage): void {
    if (!isJSONRPCNotification(message) || message.method !== 'notifications/cancelled') return;
    const id = message.params?.['requestId'];
    if (typeof id !== 'string' && typeof id !== 'number') return;
    this.pending.get(id)?.abort();
    this.pending.delete(id);
  }

  private giveUp(id: RequestId | undefined, message: string, exitStatus: number): void {
    if (id === undefined || !this.pending.delete(id)) return;
    this.toLocal({ jsonrpc: '2.0', id, error: { code: codeOf(exitStatus), message } });
  }
}
