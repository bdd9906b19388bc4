import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Additions, Files } from './generated.js';

/** Writes all files or none: what is there already is never written over, only what names new things is added to. */
export function writeFiles(root: string, files: Files, additions: Additions = {}): readonly string[] {
  const paths = Object.keys(files);
  const taken = paths.filter((file) => existsSync(path.join(root, file)));
  if (taken.length > 0) throw new Error(`These exist already: ${taken.join(', ')}`);
  const grown = Object.entries(additions).map(([file, add]) => [
    file,
    add(readFileSync(path.join(root, file), 'utf8')),
  ]);
  for (const [file = '', text = ''] of [...Object.entries(files), ...grown]) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return [...paths, ...Object.keys(additions)];
}
