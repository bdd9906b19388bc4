/** Does one thing again and again: at every interval, and at once when woken. Never twice at the same time. */
export class PollLoop {
  private isStopped = false;
  private isWoken = false;
  private endPause: () => void = () => {};
  private readonly finished: Promise<void>;

  /** `run` must not reject: a failure belongs to whoever knows what it means. */
  constructor(
    private readonly run: () => Promise<void>,
    private readonly intervalMilliseconds: number,
  ) {
    this.finished = this.loop();
  }

  /** Ends the pause; during a run it makes another one follow, since the present one may have looked too early. */
  wake(): void {
    this.isWoken = true;
    this.endPause();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.wake();
    await this.finished;
  }

  private async loop(): Promise<void> {
    while (!this.isStopped) {
      if (!this.isWoken) await this.pause();
      if (this.isStopped) return;
      this.isWoken = false;
      await this.run();
    }
  }

  private async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.intervalMilliseconds).unref();
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
