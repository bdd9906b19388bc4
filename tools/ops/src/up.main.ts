import { parseArgs } from 'node:util';
import { localFolder } from './local/local-folder.js';
import { startStackInBackground } from './local/start-stack.js';
import { OperationRefused } from './operation-refused.error.js';
import { runCommand } from './run-command.js';

await runCommand(async () => {
  const given = process.argv.slice(2);
  const { values, tokens } = parseArgs({
    args: given,
    options: { folder: { type: 'string' } },
    strict: false,
    tokens: true,
  });
  if (values.folder === true) throw new OperationRefused('--folder names no path.', 'npm run up -- --folder <path>');
  const folder = localFolder(typeof values.folder === 'string' ? values.folder : undefined);
  const own = tokens.flatMap((token) =>
    token.kind === 'option' && token.name === 'folder' ? [token.index, token.inlineValue ? -1 : token.index + 1] : [],
  );
  process.stdout.write('Starting CareGate in the background …\n');
  const handedOn = given.filter((_word, index) => !own.includes(index));
  const screen = await startStackInBackground({ folder, arguments: handedOn });
  process.stdout.write(`\n${screen.replace('Ctrl-C stops everything.', 'npm run down stops everything.')}`);
  return 0;
});
