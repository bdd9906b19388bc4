import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderAll } from './render/render-all.js';

const deploy = path.resolve(import.meta.dirname, '../../../deploy');

for (const [name, text] of renderAll()) {
  const file = path.join(deploy, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`deploy/${name}\n`);
}
