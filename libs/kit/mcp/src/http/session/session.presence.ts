/** Lost calls at most that wait for their client at one time. */
const LOST_MAX = 16;

/**
 * Whether the client of a session is there. A connection that is lost is no cancellation (Streamable HTTP, Sending
 * Messages): what it asked for goes on while another stream is open, and for a while after the last one.
 */
export class SessionPresence {
  private readonly lost = new Set<AbortController>();
  private streams = 0;
  private leaving: NodeJS.Timeout | undefined;

  constructor(private readonly resumeMilliseconds: number) {}

  /** Aborts when the connection is lost and nobody came back. */
  signalFor(connection: AbortSignal): AbortSignal {
    const controller = new AbortController();
    connection.addEventListener('abort', () => this.lose(controller), { once: true });
    return controller.signal;
  }

  come(): void {
    this.streams += 1;
    clearTimeout(this.leaving);
  }

  leave(): void {
    this.streams -= 1;
    this.expect();
  }

  end(): void {
    clearTimeout(this.leaving);
    for (const controller of this.lost) controller.abort();
    this.lost.clear();
  }

  private lose(controller: AbortController): void {
    this.lost.add(controller);
    const [oldest] = this.lost;
    if (this.lost.size > LOST_MAX && oldest !== undefined) {
      oldest.abort();
      this.lost.delete(oldest);
    }
    this.expect();
  }

  private expect(): void {
    if (this.streams > 0 || this.lost.size === 0) return;
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.end(), this.resumeMilliseconds).unref();
  }
}
