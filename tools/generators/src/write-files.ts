import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from './generated.js';

/** Writes all files or none: what is there already is never written over. */
export function writeFiles(root: string, files: Files): readonly string[] {
  const paths = Object.keys(files);
  const taken = paths.filter((file) => existsSync(path.join(root, file)));
  if (taken.length > 0) throw new Error(`These exist already: ${taken.join(', ')}`);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return paths;
}
