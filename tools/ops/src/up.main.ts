import { folderApart } from '@caregate/dev';
import { localFolder } from './local/local-folder.js';
import { startStackInBackground } from './local/start-stack.js';
import { runCommand } from './run-command.js';

await runCommand(async () => {
  const { folder, others } = folderApart(process.argv.slice(2));
  process.stdout.write('Starting CareGate in the background …\n');
  const screen = await startStackInBackground({ folder: localFolder(folder), arguments: others });
  process.stdout.write(`\n${screen.replace('Ctrl-C stops everything.', 'npm run down stops everything.')}`);
  return 0;
});
