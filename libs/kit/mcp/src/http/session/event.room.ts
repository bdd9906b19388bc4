/** What one session keeps. */
export interface EventHolder {
  /** Whether there was one to drop. */
  readonly dropOldest: () => boolean;
}

/**
 * The room that the events of all sessions share. When it is full, the session that has been idle for longest loses its
 * oldest events first; neither a request nor an event of a session leaves it idle.
 */
export class EventRoom {
  /** Who has been idle for longest comes first. */
  private readonly holders = new Set<EventHolder>();
  private bytes = 0;

  constructor(private readonly bytesMax: number) {}

  touch(holder: EventHolder): void {
    if (this.holders.delete(holder)) this.holders.add(holder);
  }

  take(holder: EventHolder, bytes: number): void {
    this.bytes += bytes;
    this.holders.delete(holder);
    this.holders.add(holder);
    for (const idlest of this.holders) {
      while (this.bytes > this.bytesMax && idlest.dropOldest());
      if (this.bytes <= this.bytesMax) return;
      this.holders.delete(idlest);
    }
  }

  give(bytes: number): void {
    this.bytes -= bytes;
  }

  leave(holder: EventHolder): void {
    this.holders.delete(holder);
  }
}
