import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { lockStart } from './stack/start-lock.js';
import { StartRefused } from './stack/start-refused.error.js';

const { values } = parseArgs({ options: { folder: { type: 'string' } } });
const folder = path.resolve(values.folder ?? '.caregate');

try {
  if (existsSync(folder)) {
    if (!existsSync(path.join(folder, 'secrets.json')) && !existsSync(path.join(folder, 'start.lock')))
      throw new StartRefused(`${folder} does not look like a CareGate folder.`, 'Name the right one with --folder.');
    // Whoever runs from the folder keeps it: the lock refuses.
    lockStart(path.join(folder, 'start.lock'));
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write('Nothing is left of the local data. npm start makes it anew.\n');
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n→ ${error.wayOut}\n`);
  process.exitCode = 1;
}
