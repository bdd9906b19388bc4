import { parseArgs } from 'node:util';
import { localFolder } from './local/local-folder.js';
import { logLevelOf } from './logs/log-level.js';
import { printLogs } from './logs/print-logs.js';
import { OperationRefused } from './operation-refused.error.js';
import { runCommand } from './run-command.js';

const LOOK_MILLISECONDS = 250;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      folder: { type: 'string' },
      follow: { type: 'boolean', short: 'f', default: false },
      level: { type: 'string', default: 'info' },
      lines: { type: 'string', short: 'n', default: '50' },
      json: { type: 'boolean', default: false },
    },
  });
  const printed = printLogs({
    folder: localFolder(values.folder),
    apps: positionals,
    level: logLevelOf(values.level),
    lines: countOf(values.lines),
    json: values.json,
    colourful: process.stdout.isTTY === true,
    out: process.stdout,
  });
  if (values.follow) await follow(() => printed.more());
  return 0;
});

function follow(look: () => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(look, LOOK_MILLISECONDS);
    const end = () => {
      clearInterval(timer);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
    process.stdout.once('close', end);
  });
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new OperationRefused(`"${text}" is no number of lines.`, 'A whole number from 1 is.');
}
