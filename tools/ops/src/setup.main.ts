import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { factsGiven } from './compose/facts-given.js';
import { setUp } from './compose/set-up.js';
import { runCommand } from './run-command.js';

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: 'deploy/compose' },
      host: { type: 'string' },
      'idp-title': { type: 'string' },
      'idp-issuer': { type: 'string' },
      'idp-client-id': { type: 'string' },
      'idp-client-secret-file': { type: 'string' },
      'admin-subject': { type: 'string' },
      'admin-name': { type: 'string' },
      'admin-email': { type: 'string' },
    },
  });
  const folder = path.resolve(values.folder);
  const facts = factsGiven(values, (file) => readFileSync(file, 'utf8'));
  const names = setUp(folder, facts);
  process.stdout.write(`Written: ${folder}/.env, and in ${folder}/secrets: ${names.join(', ')}.\n`);
  return 0;
});
