/** Told of each step of a start, so that nobody looks at a silent screen. */
export interface Progress {
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
}

/** One line a step with its time; a terminal sees the step while it runs. */
export function terminalProgress(out: NodeJS.WriteStream): Progress {
  return {
    async step(title, work) {
      const startedAt = performance.now();
      if (out.isTTY) out.write(`  … ${title}`);
      const result = await work();
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      out.write(`${out.isTTY ? '\r' : ''}  ✓ ${title} (${seconds} s)\n`);
      return result;
    },
  };
}

export const silentProgress: Progress = { step: (_title, work) => work() };
