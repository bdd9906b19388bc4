import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../../../..');
const project = path.join(root, 'apps/assistant-views');
const SOURCES = ['apps/assistant-views/src/**/*.{ts,tsx,css}', 'apps/assistant-views/*.{html,ts}', 'package-lock.json'];

export type BuiltPage = 'vitals-and-labs' | 'image-viewer' | 'spec-host' | 'spec-sandbox';

/** The file of a page as it is served: built once for all specs, and again when something of it has changed. */
export async function builtPage(name: BuiltPage): Promise<string> {
  const folder = path.join(project, 'dist/for-specs', await digestOfSources());
  const file = path.join(folder, `${name}.html`);
  if (existsSync(file)) return file;
  const own = `${folder}.${name}.${process.pid}`;
  await build(name, own);
  await mkdir(folder, { recursive: true });
  await rename(path.join(own, `${name}.html`), file);
  await rm(own, { recursive: true });
  return file;
}

async function digestOfSources(): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(SOURCES, { cwd: root })) if (!file.endsWith('.spec.ts')) files.push(file);
  const hash = createHash('sha256');
  for (const file of files.toSorted()) hash.update(file).update(await readFile(path.join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

async function build(mode: string, folder: string): Promise<void> {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const options = ['--mode', mode, '--outDir', folder, '--logLevel', 'error'];
  // Specs run with a NODE_ENV of their own, with which React would be built as its slow, talkative self.
  const env = { PATH: path.dirname(process.execPath), NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, 'build', project, ...options], { env });
}
