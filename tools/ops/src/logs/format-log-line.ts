import type { LogLine } from './log-line.js';

/** SGR codes of ECMA-48: grey, none, yellow, red, red. */
const colours: Readonly<Record<string, string>> = { debug: '90', warn: '33', error: '31', fatal: '31;1' };

/** `10:02:03.456 WARN  auth  a health check failed  check=database requestId=…` */
export function formatLogLine(line: LogLine, colourful: boolean): string {
  const { app, time, level, message, requestId, facts } = line;
  const clock = time.slice(11, 23).padEnd(12);
  const told = { ...facts, ...(requestId === undefined ? {} : { requestId }) };
  const pairs = Object.entries(told).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const text = [clock, level.toUpperCase().padEnd(5), app.padEnd(14), message, ...pairs].join(' ').trimEnd();
  const colour = colours[level];
  return colourful && colour !== undefined ? `\u001B[${colour}m${text}\u001B[0m\n` : `${text}\n`;
}
