import type { EventStore, JSONRPCMessage } from '@modelcontextprotocol/server';
import type { EventHolder, EventRoom } from './event.room.js';

export interface SessionEventBounds {
  readonly eventsMax: number;
  readonly bytesMax: number;
  readonly ageMillisecondsMax: number;
}

/** Of one session. A question is kept for longer than a person may take to answer it. */
const defaultBounds: SessionEventBounds = { eventsMax: 100, bytesMax: 256 * 1024, ageMillisecondsMax: 600_000 };

interface KeptEvent {
  readonly stream: string;
  readonly number: number;
  /** As JSON, which is what it takes to keep it. Nothing of an event that only opens a stream. */
  readonly json: string | undefined;
  /** By a clock that never goes back. */
  readonly at: number;
}

/**
 * The last events of one session, for clients that lost a stream (Streamable HTTP, Resumability and Redelivery). An id
 * names its stream and is never given twice, so that no stream is told what another one was.
 */
export class SessionEvents implements EventStore, EventHolder {
  private readonly kept: KeptEvent[] = [];
  /** Of each stream that has events here: the last one that was dropped. */
  private readonly dropped = new Map<string, number>();
  private last = 0;
  private bytes = 0;
  private isOver = false;

  constructor(
    private readonly room: EventRoom,
    private readonly bounds = defaultBounds,
  ) {}

  async storeEvent(stream: string, message: JSONRPCMessage): Promise<string> {
    this.last += 1;
    if (!this.isOver) this.keep(stream, 'jsonrpc' in message ? JSON.stringify(message) : undefined);
    return `${stream}_${this.last}`;
  }

  /** The stream whose events after that one are all here still. */
  streamOf(eventId: string): string | undefined {
    this.forget();
    const { stream, number } = partsOf(eventId);
    const dropped = this.dropped.get(stream);
    return dropped !== undefined && number >= dropped && number <= this.last ? stream : undefined;
  }

  async replayEventsAfter(
    eventId: string,
    { send }: { readonly send: (eventId: string, message: JSONRPCMessage) => Promise<void> },
  ): Promise<string> {
    const { stream, number } = partsOf(eventId);
    const later = this.kept.filter((event) => event.stream === stream && event.number > number);
    for (const event of later)
      if (event.json !== undefined) await send(`${stream}_${event.number}`, JSON.parse(event.json));
    return stream;
  }

  /** Its client is here. */
  touch(): void {
    this.room.touch(this);
  }

  dropOldest(): boolean {
    const event = this.kept.shift();
    if (event === undefined) return false;
    this.bytes -= sizeOf(event.json);
    this.room.give(sizeOf(event.json));
    const isLast = !this.kept.some(({ stream }) => stream === event.stream);
    if (isLast) this.dropped.delete(event.stream);
    else this.dropped.set(event.stream, event.number);
    return true;
  }

  /** Keeps nothing more, be it that a call of the session still ends. */
  end(): void {
    this.isOver = true;
    while (this.dropOldest());
    this.room.leave(this);
  }

  private keep(stream: string, json: string | undefined): void {
    this.kept.push({ stream, number: this.last, json, at: performance.now() });
    this.bytes += sizeOf(json);
    if (!this.dropped.has(stream)) this.dropped.set(stream, 0);
    this.room.take(this, sizeOf(json));
    this.forget();
  }

  private forget(): void {
    const oldest = performance.now() - this.bounds.ageMillisecondsMax;
    while (this.isTooMuch(oldest)) this.dropOldest();
  }

  private isTooMuch(oldest: number): boolean {
    const [first] = this.kept;
    if (first === undefined) return false;
    return this.kept.length > this.bounds.eventsMax || this.bytes > this.bounds.bytesMax || first.at < oldest;
  }
}

function sizeOf(json: string | undefined): number {
  return json === undefined ? 0 : json.length * 2;
}

function partsOf(eventId: string): { readonly stream: string; readonly number: number } {
  const [, stream = '', number = '-1'] = /^(.+)_(\d{1,15})$/.exec(eventId) ?? [];
  return { stream, number: Number(number) };
}
