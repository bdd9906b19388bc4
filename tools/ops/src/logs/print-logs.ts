import type { LocalFolder } from '../local/local-folder.js';
import { formatLogLine } from './format-log-line.js';
import { LineReader } from './line-reader.js';
import { logFiles } from './log-files.js';
import { isLeast, type LogLevel } from './log-level.js';
import { readLogLine, type LogLine } from './log-line.js';

export interface LogsOptions {
  readonly folder: LocalFolder;
  /** Names of apps; all when empty. */
  readonly apps: readonly string[];
  readonly level: LogLevel;
  /** Of the whole, the last so many. */
  readonly lines: number;
  readonly json: boolean;
  readonly colourful: boolean;
  readonly out: { write(text: string): unknown };
}

export interface PrintedLogs {
  /** Prints what came since the last look. */
  more(): void;
}

/** Prints the last lines of all logs in the order of their times. */
export function printLogs(options: LogsOptions): PrintedLogs {
  const sources = logFiles(options.folder, options.apps).map(({ app, file }) => ({
    app,
    reader: new LineReader(file),
  }));
  const unread = () => {
    const lines = sources.flatMap(({ app, reader }) => inOrder(reader.read().map((raw) => readLogLine(app, raw))));
    return lines.toSorted(byTime).filter(({ level }) => isLeast(level, options.level));
  };
  const print = (lines: readonly LogLine[]) => {
    for (const line of lines)
      options.out.write(options.json ? `${line.raw}\n` : formatLogLine(line, options.colourful));
  };
  print(unread().slice(-options.lines));
  return { more: () => print(unread()) };
}

/** A line without a time (part of a stack trace, say) stays behind the one above it. */
function inOrder(lines: readonly LogLine[]): LogLine[] {
  let time = '';
  return lines.map((line) => {
    time = line.time === '' ? time : line.time;
    return line.time === '' ? { ...line, time } : line;
  });
}

function byTime(a: LogLine, b: LogLine): number {
  if (a.time === b.time) return 0;
  return a.time < b.time ? -1 : 1;
}
