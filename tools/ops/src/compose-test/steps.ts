/** Says what is being done, how long it took, and what came of it. */
export class Steps {
  constructor(private readonly out: { write(text: string): unknown }) {}

  tell(sentence: string): void {
    this.out.write(`${sentence}\n`);
  }

  async take<T>(title: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1);
    try {
      const result = await work();
      this.out.write(`✓ ${title} (${seconds()} s)${typeof result === 'string' ? `: ${result}` : ''}\n`);
      return result;
    } catch (error) {
      this.out.write(`✗ ${title} (${seconds()} s)\n`);
      throw error;
    }
  }
}
