import type { WebSocket } from 'ws';

/**
 * Hands frames on while fewer than `max` are being worked on, and stops reading the socket beyond that, so that a
 * peer that sends faster than it is answered, or that does not read its answers, waits instead of filling memory.
 */
export class FrameInbox {
  private readonly waiting: string[] = [];
  private working = 0;
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
    while (!this.held && this.working < this.max) {
      const frame = this.waiting.shift();
      if (frame === undefined) return;
      this.working += 1;
      void this.work(frame).finally(() => this.done());
    }
  }

  private done(): void {
    this.working -= 1;
    this.next();
    if (!this.held && this.waiting.length === 0) this.socket.resume();
  }
}
