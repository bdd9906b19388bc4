import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, glob, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

const project = path.resolve(import.meta.dirname, '../..');
const root = path.resolve(project, '../..');
const SOURCES = ['apps/console/{src,public}/**/*.{ts,tsx,css,js,svg}', 'apps/console/{index.html,vite.config.ts}'];
const LIBRARIES = ['libs/core/*/src/**/*.ts', 'package-lock.json'];

/** The folder of the page as an edge serves it: built once for all specs, and again when something of it has changed. */
export async function builtConsole(): Promise<string> {
  const folder = path.join(project, 'dist/for-specs', await digestOfSources());
  if (await isThere(path.join(folder, 'index.html'))) return folder;
  const own = `${folder}.${process.pid}`;
  await build(own);
  await mkdir(path.dirname(folder), { recursive: true });
  // Another process may have been faster.
  await rename(own, folder).catch(() => rm(own, { recursive: true, force: true }));
  return folder;
}

async function digestOfSources(): Promise<string> {
  const files: string[] = [];
  for await (const file of glob([...SOURCES, ...LIBRARIES], { cwd: root }))
    if (!/\.(?:spec|fixture)\.ts$/u.test(file)) files.push(file);
  const hash = createHash('sha256');
  for (const file of files.toSorted()) hash.update(file).update(await readFile(path.join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

async function build(folder: string): Promise<void> {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const options = ['--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
  // Specs run with a NODE_ENV of their own, with which React would be built as its slow, talkative self.
  const env = { PATH: path.dirname(process.execPath), NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, 'build', project, ...options], { env });
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
