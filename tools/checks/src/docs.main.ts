import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { referencePages } from './reference/pages.js';
import { root } from './run-step.js';

const folder = path.join(root, 'docs', 'reference');
mkdirSync(folder, { recursive: true });
for (const [name, make] of Object.entries(referencePages)) {
  writeFileSync(path.join(folder, name), make());
  process.stdout.write(`docs/reference/${name}\n`);
}
