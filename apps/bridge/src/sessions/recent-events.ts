import type { EventStore, JSONRPCMessage } from '@modelcontextprotocol/server';

export interface RecentEventsLimits {
  readonly eventsMax: number;
  readonly bytesMax: number;
}

interface StoredEvent {
  readonly number: number;
  readonly stream: string;
  readonly message: JSONRPCMessage;
  readonly bytes: number;
}

/** The latest events of one session, for clients that lost a stream and come back with `Last-Event-ID`. */
export class RecentEvents implements EventStore {
  private readonly events: StoredEvent[] = [];
  private bytes = 0;
  private last = 0;

  constructor(private readonly limits: RecentEventsLimits) {}

  async storeEvent(stream: string, message: JSONRPCMessage): Promise<string> {
    this.last += 1;
    const event = { number: this.last, stream, message, bytes: JSON.stringify(message).length };
    this.events.push(event);
    this.bytes += event.bytes;
    this.trim();
    return String(event.number);
  }

  has(eventId: string): boolean {
    return this.events.some(({ number }) => String(number) === eventId);
  }

  async replayEventsAfter(
    lastEventId: string,
    { send }: { send: (eventId: string, message: JSONRPCMessage) => Promise<void> },
  ): Promise<string> {
    const seen = this.events.find(({ number }) => String(number) === lastEventId);
    if (seen === undefined) throw new Error('The event is not known any more.');
    const missed = this.events.filter(({ number, stream }) => number > seen.number && stream === seen.stream);
    // An event without a message is the one that opens a stream: it has nothing to be told again.
    for (const { number, message } of missed) if ('jsonrpc' in message) await send(String(number), message);
    return seen.stream;
  }

  private trim(): void {
    while (this.events.length > this.limits.eventsMax || (this.bytes > this.limits.bytesMax && this.events.length > 1))
      this.bytes -= this.events.shift()?.bytes ?? 0;
  }
}
