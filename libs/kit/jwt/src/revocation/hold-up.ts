/** With a look at the revocations every half second, who was not held up for longer knows of each within a second. */
const HELD_UP_MILLISECONDS = 500;
const BEAT_MILLISECONDS = 250;

/**
 * Notices that this process did not run for a while: it was stopped, or busy with one thing, or its machine slept, which
 * only the wall clock tells. Of what others did in that time nothing has been heard yet.
 */
export class HoldUp {
  private beat = { at: performance.now(), wallAt: 0 };
  private endedAt = Number.NEGATIVE_INFINITY;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly wallMilliseconds: () => number) {
    this.beat.wallAt = wallMilliseconds();
    this.timer = setInterval(() => this.look(), BEAT_MILLISECONDS).unref();
  }

  /** Whether there was one since so many milliseconds ago. */
  isWithin(milliseconds: number): boolean {
    this.look();
    return performance.now() - this.endedAt < milliseconds;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const [at, wallAt] = [performance.now(), this.wallMilliseconds()];
    if (Math.max(at - this.beat.at, wallAt - this.beat.wallAt) > HELD_UP_MILLISECONDS) this.endedAt = at;
    this.beat = { at, wallAt };
  }
}
