/** Counts what is under way, so that a stopping host can wait for it, and in the end cut it. */
export class RunningCalls {
  private count = 0;
  private waiting: (() => void)[] = [];
  private readonly cutters = new Set<(error: Error) => void>();

  async track<T>(work: () => Promise<T>): Promise<T> {
    this.count += 1;
    try {
      return await work();
    } finally {
      this.count -= 1;
      if (this.count === 0) for (const wake of this.waiting.splice(0)) wake();
    }
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    if (this.count === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** `end` is called when what is under way is cut; answers how to take that back. */
  onCut(end: (error: Error) => void): () => void {
    this.cutters.add(end);
    return () => this.cutters.delete(end);
  }

  /** Ends what is under way now; what begins after it is not touched. */
  cut(error: Error): void {
    for (const end of this.cutters) end(error);
  }
}
