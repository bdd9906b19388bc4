import { directMessage } from '../http/direct/direct.message.js';
import type { plainCallOf, PlainCall } from '../http/direct/plain.call.js';
import type { CallOrigin } from '../pipeline/call.origin.js';
import type { CallPipeline } from '../pipeline/call.pipeline.js';
import { isRecord } from '../json/is-record.js';

export interface ShortcutParts {
  readonly pipeline: Pick<CallPipeline<never>, 'call' | 'isReadOnly'>;
  readonly recognize: typeof plainCallOf;
}

/** What the headers of a call of 2025 say over HTTP; a session over a socket has agreed on it when it opened. */
const signs = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/**
 * Answers plain calls on a socket whose session of 2025 is open as the SDK would, without the way through its server.
 * Only tools that change nothing: others may lead to a question, which is for the SDK to put.
 */
export class SocketShortcut {
  private readonly running = new Map<PlainCall['id'], AbortController>();

  constructor(private readonly parts: ShortcutParts) {}

  plainOf(message: Readonly<Record<string, unknown>>): PlainCall | undefined {
    const plain = this.parts.recognize(signs, message);
    const mine = plain?.era === 'legacy' && this.parts.pipeline.isReadOnly(plain.call.name);
    return mine && !this.running.has(plain.id) ? plain : undefined;
  }

  /** `undefined` for a call that was cancelled: it is not answered any more. */
  async answer(plain: PlainCall, origin: CallOrigin): Promise<object | undefined> {
    const cancellation = new AbortController();
    this.running.set(plain.id, cancellation);
    try {
      const { signal } = cancellation;
      const outcome = await this.parts.pipeline.call(plain.call, { ...origin, era: plain.era, signal });
      return signal.aborted ? undefined : directMessage(plain, outcome);
    } finally {
      this.running.delete(plain.id);
    }
  }

  /** Ends the call that a `notifications/cancelled` names, if it is one of ours. */
  heed({ method, params }: Readonly<Record<string, unknown>>): void {
    if (method !== 'notifications/cancelled' || !isRecord(params)) return;
    const { requestId } = params;
    if (typeof requestId === 'string' || typeof requestId === 'number') this.running.get(requestId)?.abort();
  }

  /** The peer is gone. */
  hangUp(reason: Error): void {
    for (const cancellation of this.running.values()) cancellation.abort(reason);
  }
}
