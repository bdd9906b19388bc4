import { parseArgs } from 'node:util';
import { localFolder } from './local/local-folder.js';
import { stackStatus } from './local/stack-status.js';
import { runCommand } from './run-command.js';

await runCommand(() => {
  const { values } = parseArgs({ options: { folder: { type: 'string' }, json: { type: 'boolean', default: false } } });
  return stackStatus({ folder: localFolder(values.folder), json: values.json, out: process.stdout });
});
