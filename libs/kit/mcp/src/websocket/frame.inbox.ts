import type { WebSocket } from 'ws';

/**
 * Hands frames on while fewer than `max` are being worked on, and stops reading the socket beyond that, so that a
 * peer that sends faster than it is answered, or that does not read its answers, waits instead of filling memory. No
 * more are taken up in one turn of the event loop either: a packet may hold a thousand that need no waiting at all.
 */
export class FrameInbox {
  private readonly waiting: string[] = [];
  private working = 0;
  private takenInTurn = 0;
  private held = false;

  constructor(
    private readonly socket: Pick<WebSocket, 'pause' | 'resume'>,
    private readonly max: number,
    /** Resolves when the frame has been answered and the answer has left. */
    private readonly work: (frame: string) => Promise<void>,
  ) {}

  push(frame: string): void {
    this.waiting.push(frame);
    this.next();
    // Frames of the same packet still arrive after a pause; they wait here.
    if (this.waiting.length > 0) this.socket.pause();
  }

  /** Takes up nothing more. */
  hold(): void {
    this.held = true;
    this.socket.pause();
  }

  private next(): void {
    while (!this.held && this.working < this.max && this.takenInTurn < this.max) {
      const frame = this.waiting.shift();
      if (frame === undefined) return;
      this.working += 1;
      this.takenInTurn += 1;
      if (this.takenInTurn === 1) setImmediate(() => this.beginTurn());
      void this.work(frame).finally(() => this.done());
    }
  }

  private beginTurn(): void {
    this.takenInTurn = 0;
    this.goOn();
  }

  private done(): void {
    this.working -= 1;
    this.goOn();
  }

  private goOn(): void {
    if (this.waiting.length === 0) return;
    this.next();
    if (!this.held && this.waiting.length === 0) this.socket.resume();
  }
}
