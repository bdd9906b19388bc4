import { parseArgs } from 'node:util';
import { localFolder } from './local/local-folder.js';
import { stopStack } from './local/stop-stack.js';
import { runCommand } from './run-command.js';

await runCommand(async () => {
  const { values } = parseArgs({ options: { folder: { type: 'string' } } });
  const stopped = await stopStack(localFolder(values.folder));
  process.stdout.write(stopped ? 'Stopped. The data stays in the folder.\n' : 'CareGate is not running.\n');
  return 0;
});
