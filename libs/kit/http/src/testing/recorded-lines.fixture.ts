/** A destination of a log that can be read and waited for. */
export function recordedLines() {
  const lines: string[] = [];
  let arrived: (() => void) | undefined;
  return {
    lines,
    write(line: string): void {
      lines.push(line);
      arrived?.();
    },
    text: () => lines.join(''),
    parsed: (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line)),
    /** The first line of which this holds, as soon as it is there. */
    async find(holds: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
      for (;;) {
        const found = this.parsed().find(holds);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => (arrived = resolve));
      }
    },
  };
}
