/**
 * Runs one piece of work at a time, and of what is wanted meanwhile only the newest: who turns through a stack of
 * slices wants to see where they are, not where they were.
 */
export class LatestOnly<T> {
  private waiting: T | undefined;
  private isRunning = false;

  constructor(private readonly work: (wanted: T) => Promise<void>) {}

  want(wanted: T): void {
    this.waiting = wanted;
    if (!this.isRunning) void this.run();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.waiting !== undefined) {
      const wanted = this.waiting;
      this.waiting = undefined;
      await this.work(wanted);
    }
    this.isRunning = false;
  }
}
