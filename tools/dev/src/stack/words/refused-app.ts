import { lastLines, textSince } from '../folder/last-lines.js';
import { StartRefused } from './start-refused.error.js';

interface Unready {
  readonly name: string;
  /** What became of it, in words without the full stop. */
  readonly what: string;
  readonly log: string;
  /** Bytes of the log that are of earlier runs. */
  readonly skipped: number;
}

/** An app that did not get ready. Its port was free when the start looked, which is seconds ago by then. */
export function refusedApp({ name, what, log, skipped }: Unready): StartRefused {
  const [, port] = TAKEN.exec(textSince(log, skipped)) ?? [];
  if (port !== undefined)
    return new StartRefused(
      `Port ${port} (${name}) was taken by another program while CareGate started.`,
      'Run the same command again: it finds another port, or says how to choose one.',
    );
  return new StartRefused(
    `${name} ${what}. The end of its log:\n${indented(lastLines(log))}`,
    `Read ${log}; when the data itself is at fault, npm run reset starts afresh.`,
  );
}

/** As Node says it. */
const TAKEN = /listen EADDRINUSE: address already in use \S*?:(\d+)/u;

function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line.slice(0, 400)}`).join('\n');
}
