import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import type { SessionEvents } from './session.events.js';
import type { SessionPresence } from './session.presence.js';

/** What a session has for those who listen. */
export interface Listened {
  /** Ends the stream of whoever listens, so that they can listen anew. */
  readonly stopListening: () => void;
  readonly events: SessionEvents;
  readonly presence: SessionPresence;
  /** Where the session itself is listened to, if anywhere. */
  listener?: ServerResponse | undefined;
}

/** The stream on which the SDK puts what belongs to no request. */
const OWN_STREAM = '_GET_stream';

/**
 * A client listens to the session itself, or to the rest of a stream that it lost, which then is taken from whoever had
 * it: a server may notice much later than its client that a connection is gone.
 */
export function listen(session: Listened, { headers }: IncomingMessage, response: ServerResponse): void {
  const last = headers['last-event-id'];
  const stream = typeof last === 'string' ? session.events.streamOf(last) : OWN_STREAM;
  if (stream === undefined)
    throw new DomainError('request.invalid', {
      publicMessage: 'Last-Event-ID names no event of this session after which everything is kept.',
    });
  // A second listener is refused, and its end is not that of the first.
  if (stream === OWN_STREAM && (last !== undefined || session.listener === undefined)) session.listener = response;
  session.presence.come();
  response.once('close', () => {
    session.presence.leave();
    if (session.listener !== response) return;
    session.listener = undefined;
    session.stopListening();
  });
}
