/** Told of each step of a start, so that nobody looks at a silent screen. */
export interface Progress {
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
}

/** One line a step with its time; a terminal sees what runs at the moment on the last line, unless it is a dumb one. */
export function terminalProgress(out: NodeJS.WriteStream, terminal = ''): Progress {
  const running = new Set<string>();
  const write = (line: string) => {
    if (!out.isTTY || terminal === 'dumb') return void (line !== '' && out.write(line));
    const now = running.size === 0 ? '' : `  … ${[...running].join(', ')}`;
    // ESC [K clears to the end of the line (ECMA-48), but only of the last one where it goes on over several.
    return void out.write(`\r\u001B[K${line}${shortened(now, (out.columns || 80) - 1)}`);
  };
  return {
    async step(title, work) {
      const startedAt = performance.now();
      running.add(title);
      write('');
      try {
        const result = await work();
        const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
        running.delete(title);
        write(`  ✓ ${title} (${seconds} s)\n`);
        return result;
      } finally {
        running.delete(title);
      }
    },
  };
}

function shortened(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, columns - 2)} …`;
}

export const silentProgress: Progress = { step: (_title, work) => work() };
